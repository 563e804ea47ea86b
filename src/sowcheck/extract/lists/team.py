"""The lists of the team together: roles, key personnel, certifications, skills."""

from sowcheck.extract.candidates import Rule
from sowcheck.extract.lists import key_people, qualifications, roles

RULES: tuple[Rule, ...] = (*roles.RULES, *key_people.RULES, *qualifications.RULES)
