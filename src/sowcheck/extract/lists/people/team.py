"""The lists of the team together: roles, key personnel, certifications, skills."""

from sowcheck.extract.candidates import Rule
from sowcheck.extract.lists.people import key_people, roles
from sowcheck.extract.lists.skills import qualifications

RULES: tuple[Rule, ...] = (*roles.RULES, *key_people.RULES, *qualifications.RULES)
