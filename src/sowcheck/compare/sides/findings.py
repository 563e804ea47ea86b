"""Collects verdicts and findings while a case is compared, and gives each finding its severity, owner and wording."""

from collections.abc import Iterable, Sequence

from pydantic import JsonValue

from sowcheck.compare.values.context import DealContext
from sowcheck.compare.values.difference import heavier, lighter, raised
from sowcheck.core.assumptions import Assumption
from sowcheck.core.discrepancies import Discrepancy, Exposure, Outcome, Place, Verdict
from sowcheck.core.fields import FIELDS, Owner, Severity
from sowcheck.core.reasons import REASONS
from sowcheck.core.records import RecordValue

_NEVER_RAISED = frozenset({"missing_in_record", "not_comparable", "unmapped_value", "ambiguous"})

_INSIDE_THE_PAPERS = frozenset({"invariant_broken", "conflict_within_document", "conflict_across_documents"})
"""Kinds in which a paper is held against itself or another: a reading that nobody believes contradicts nothing gravely."""
_UNPROVEN = "a language model alone reads the document so, and that reading is unproven"


class Findings:
    """Verdicts and discrepancies of one case. Discrepancies have no ids before `Ordered` gives them."""

    def __init__(self, context: DealContext) -> None:
        self.context = context
        self.verdicts: list[Verdict] = []
        self.discrepancies: list[Discrepancy] = []

    def judge(
        self,
        outcome: Outcome,
        field: str,
        key: str | None = None,
        assumptions: Iterable[Assumption] = (),
        records: Iterable[RecordValue] = (),
    ) -> None:
        """Note the verdict on a field or an item of it."""
        self.verdicts.append(
            Verdict(
                field=field,
                key=key,
                verdict=outcome,
                assumptions=tuple(dict.fromkeys(each.id for each in assumptions)),
                record_values=tuple(dict.fromkeys(each.id for each in records)),
            )
        )

    def explain(self, outcome: Outcome, field: str, reason: str, records: Sequence[RecordValue]) -> None:
        """Give the verdict on a field its reason; judge the field where nothing was concluded of it."""
        found = [place for place, each in enumerate(self.verdicts) if each.field == field and each.verdict == outcome]
        for place in found:
            self.verdicts[place] = self.verdicts[place].model_copy(update={"reason": reason})
        if not any(each.field == field for each in self.verdicts):
            self.judge(outcome, field, records=records)
            self.explain(outcome, field, reason, records)

    def flag(
        self,
        code: str,
        field: str,
        message: str,
        *,
        key: str | None = None,
        severity: Severity | None = None,
        at_most: Severity | None = None,
        agreed: bool = False,
        exposure: Exposure | None = None,
        document_value: JsonValue = None,
        record_value: JsonValue = None,
        assumptions: Sequence[Assumption] = (),
        records: Sequence[RecordValue] = (),
        places: Sequence[Place] = (),
        doubted: bool = True,
    ) -> None:
        """Note a discrepancy.

        Args:
            code: Of the table of reasons.
            field: A name of the dictionary.
            message: One sentence with both values.
            key: Names the item of a list field.
            severity: From the tolerance scale; None takes the field's. The field's own severity is the ceiling.
            at_most: A lower ceiling.
            agreed: Whether two sources agree against the third.
            exposure: What it may cost.
            document_value: JSON shape of the document's side.
            record_value: JSON shape of the record's side.
            assumptions: Evidence in the documents.
            records: Evidence in the records.
            places: Evidence in the documents that is no assumption.
            doubted: Whether the message still has to say which evidence is unproven.
        """
        reason = REASONS[code]
        unproven = any(each.is_unproven_reading for each in assumptions)
        if doubted and unproven:
            message = f"{message.removesuffix('.')}; {_UNPROVEN}."
        if unproven and reason.kind in _INSIDE_THE_PAPERS:
            at_most, exposure = "low", None
        weight = self._severity(reason.kind, field, severity, assumptions, agreed)
        self.discrepancies.append(
            Discrepancy(
                id="d-0",
                code=code,
                kind=reason.kind,
                field=field,
                key=key,
                severity=lighter(weight, at_most) if at_most else weight,
                owner=self._owner(reason.kind, field),
                document_value=document_value,
                record_value=record_value,
                exposure=exposure or Exposure(),
                assumptions=tuple(dict.fromkeys(each.id for each in assumptions)),
                record_values=tuple(dict.fromkeys(each.id for each in records)),
                places=tuple(places),
                message=message,
                advice=reason.advice,
            )
        )

    def severity_of(self, field: str) -> Severity:
        """What a finding on a field weighs before anything speaks for more or less."""
        changed = self.context.policy.fields.get(field)
        return (changed.severity if changed else None) or FIELDS[field].severity

    def _severity(
        self, kind: str, field: str, scaled: Severity | None, assumptions: Sequence[Assumption], agreed: bool
    ) -> Severity:
        """The lighter of scale and field, raised a step for a large deal, an unsure reading or two against one."""
        ceiling = self.severity_of(field)
        weight = lighter(scaled, ceiling) if scaled else ceiling
        if kind in _NEVER_RAISED:
            return weight
        policy, total = self.context.policy, self.context.services_total
        unsure = any(each.confidence < policy.low_confidence for each in assumptions)
        large = total is not None and total >= policy.high_value_amount
        if unsure or large or agreed:
            return heavier(weight, raised(weight))
        return weight

    def _owner(self, kind: str, field: str) -> Owner:
        if kind == "unmapped_value":
            return "enterprise_architecture"
        changed = self.context.policy.fields.get(field)
        return (changed.owner if changed else None) or FIELDS[field].owner
