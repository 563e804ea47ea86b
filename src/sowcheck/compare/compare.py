"""Assumptions against record values: what matches, what differs, what one side does not know, and what it may cost."""

from collections.abc import Sequence

from sowcheck.compare.amendments.paper_order import paper_order
from sowcheck.compare.arithmetic.billing_start import check_billing_start
from sowcheck.compare.arithmetic.currencies import check_currencies
from sowcheck.compare.arithmetic.invariants import check_invariants
from sowcheck.compare.arithmetic.line_sums import check_lines
from sowcheck.compare.arithmetic.milestone_shares import check_milestone_shares
from sowcheck.compare.arithmetic.table_totals import check_table_totals
from sowcheck.compare.condition.addressed import check_addressed
from sowcheck.compare.condition.authority import check_authority
from sowcheck.compare.condition.blanks import check_blanks
from sowcheck.compare.condition.digital import check_digital_signatures
from sowcheck.compare.condition.editing_left import check_editing_left
from sowcheck.compare.condition.execution import check_execution
from sowcheck.compare.condition.form_fields import check_form_fields
from sowcheck.compare.condition.hidden_words import check_hidden_words
from sowcheck.compare.condition.made_out import check_made_out
from sowcheck.compare.condition.packages import check_packages
from sowcheck.compare.condition.redlines import check_redlines, in_other_reading, without_one_sided_matches
from sowcheck.compare.condition.versions import check_versions
from sowcheck.compare.contradictions.conflicts import find_conflicts
from sowcheck.compare.contradictions.superseded import find_superseded
from sowcheck.compare.doubt.unanswered import check_claims, check_unanswered
from sowcheck.compare.doubt.understood import check_understood
from sowcheck.compare.doubt.unproven import believable, usable, without_unproven_matches
from sowcheck.compare.editions.drafts import check_drafts
from sowcheck.compare.editions.links import check_links
from sowcheck.compare.editions.stamps import check_stamps
from sowcheck.compare.editions.standing import standings
from sowcheck.compare.editions.told import check_editions
from sowcheck.compare.envelopes.check import check_envelopes
from sowcheck.compare.matching.consequences import without_consequences
from sowcheck.compare.matching.identity import check_identity
from sowcheck.compare.matching.lists import compare_lists
from sowcheck.compare.matching.scalars import compare_scalars
from sowcheck.compare.matching.totals import compare_totals
from sowcheck.compare.sides.exposure import ordered
from sowcheck.compare.sides.facts import Facts
from sowcheck.compare.sides.findings import Findings
from sowcheck.compare.sides.in_force import context_of
from sowcheck.compare.sides.unresolved import check_unresolved
from sowcheck.compare.signing.certificates import check_certificates
from sowcheck.compare.signing.effective import check_effective
from sowcheck.compare.signing.names import check_names
from sowcheck.core.assumptions import Assumption
from sowcheck.core.cases import CaseDocument
from sowcheck.core.discrepancies import Discrepancy, Verdict
from sowcheck.core.fields import FIELDS
from sowcheck.core.noun import Noun
from sowcheck.core.packages import Package
from sowcheck.core.policy import Policy
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.relations import PaperOrder, Standing, Supersession

_ORDER = {name: place for place, name in enumerate(FIELDS)}


class Comparison(Noun):
    """What comparing a case yields."""

    verdicts: tuple[Verdict, ...]
    """In the order of the dictionary."""
    discrepancies: tuple[Discrepancy, ...]
    """The gravest first."""
    superseded: tuple[Supersession, ...] = ()
    """Statements that are not in force, in the order of the dictionary."""
    derived: tuple[Assumption, ...] = ()
    """Values that no paper states: what a change order's step makes of the value that it changes."""
    order: PaperOrder | None = None
    """Which paper prevails; None with fewer than two papers."""
    standings: tuple[Standing, ...] = ()
    """Where each paper stands, in the order of the documents."""


def compare(
    documents: Sequence[CaseDocument],
    assumptions: Sequence[Assumption],
    records: Sequence[Record],
    record_values: Sequence[RecordValue],
    policy: Policy,
    packages: Sequence[Package] = (),
) -> Comparison:
    """Compare what the documents of a case state with what its records hold, and the documents with each other."""
    facts = Facts(documents, usable(assumptions), records, record_values)
    findings = _judged(facts, policy)
    if any(each.is_unproven_reading for each in assumptions):
        sure = _judged(Facts(documents, believable(assumptions), records, record_values), policy)
        without_unproven_matches(facts, findings, sure.verdicts, assumptions)
    other = in_other_reading(documents, usable(assumptions))
    if other is not None:
        without_one_sided_matches(findings, _judged(Facts(documents, other, records, record_values), policy).verdicts)
    check_understood(facts, findings)
    check_blanks(facts, findings)
    check_packages(packages, findings)
    check_hidden_words(facts, findings)
    check_made_out(facts, findings)
    check_addressed(facts, findings)
    check_unanswered(facts, findings)
    check_claims(facts, findings)
    check_form_fields(facts, findings)
    check_redlines(facts, findings)
    check_editing_left(facts, findings)
    verdicts = sorted(findings.verdicts, key=lambda each: (_ORDER[each.field], each.key or ""))
    return Comparison(
        verdicts=tuple(verdicts),
        discrepancies=ordered(without_consequences(findings.discrepancies)),
        superseded=find_superseded(facts, findings.context),
        derived=tuple(
            each for field, row in FIELDS.items() if not row.repeated for each in facts.amending.outcome(field).derived
        ),
        order=paper_order(facts.hierarchy),
        standings=standings(facts, findings.context),
    )


def _judged(facts: Facts, policy: Policy) -> Findings:
    """The verdicts on the fields, and what is wrong within and between the papers."""
    findings = Findings(context_of(facts, policy))
    compare_scalars(facts, findings)
    compare_totals(facts, findings)
    check_billing_start(facts, findings)
    compare_lists(facts, findings)
    find_conflicts(facts, findings)
    check_currencies(facts, findings)
    check_invariants(facts, findings)
    check_lines(facts, findings)
    check_milestone_shares(facts, findings)
    check_table_totals(facts, findings)
    check_execution(facts, findings)
    check_versions(facts, findings)
    check_stamps(facts, findings)
    check_drafts(facts, findings)
    check_editions(facts, findings)
    check_links(facts, findings)
    check_authority(facts, findings)
    check_identity(facts, findings)
    check_unresolved(facts, findings)
    check_digital_signatures(facts, findings)
    check_envelopes(facts, findings)
    check_certificates(facts, findings)
    check_names(facts, findings)
    check_effective(facts, findings)
    return findings
