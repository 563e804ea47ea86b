"""One deal, from the files that were read to the state of its gate."""

from typing import Literal

from pydantic import Field, SkipValidation

from sowcheck.core.analyses import RequiredApproval
from sowcheck.core.assumptions import Assumption
from sowcheck.core.blanks import Blank
from sowcheck.core.clauses import ClausePlace, Outline
from sowcheck.core.discrepancies import Discrepancy, Verdict
from sowcheck.core.documents import Document
from sowcheck.core.executions import Execution
from sowcheck.core.fields import Owner
from sowcheck.core.items import PartyRole
from sowcheck.core.noun import Noun
from sowcheck.core.packages import Package
from sowcheck.core.readings import ModelReading, Usage
from sowcheck.core.records import Record, RecordValue
from sowcheck.core.relations import PaperOrder, Relations, Standing, Supersession
from sowcheck.core.summaries import TEMPLATE, DroppedSentence, SummarySentence
from sowcheck.core.versions import Versions


class DigitalSigner(Noun):
    """Whose a digital signature is that still holds."""

    field: str
    """Name of its field in the file."""
    party: PartyRole | None = None
    """None where nothing tells."""
    told_by: Literal["organisation", "address", "field", "text"] | None = None
    """`organisation`: in the certificate. `address`: the domain of the e-mail address in the certificate. `field`: the name
    of the signature's field. `text`: lines of the paper that name the signer."""


class CaseDocument(Noun):
    """A document, its id within the case, what it says of the case's other papers, and what it leaves blank."""

    id: str
    document: Document
    path: str | None = None
    """The file on disk that holds it, or its package; reports do not show it."""
    outline: SkipValidation[Outline | None] = Field(default=None, repr=False)
    """Its structure; None if nobody looked."""
    relations: Relations = Relations()
    blanks: tuple[Blank, ...] = ()
    """What it leaves blank."""
    versions: Versions = Versions()
    """What it says of its own version."""
    model_reading: ModelReading | None = None
    """How a language model read it; None if none did."""
    digital_signers: tuple[DigitalSigner, ...] = ()
    """Of each digital signature that holds, in their order."""
    clauses: tuple[ClausePlace, ...] = ()
    """Those whose type is known."""
    execution: Execution = Execution()
    """Who has signed it, how, and how strong the evidence is."""
    unsettled: tuple[Assumption, ...] = ()
    """What only its other reading states, such as a term that an open change strikes; places are those of that reading."""

    @property
    def digital_status(self) -> Literal["completed", "partially_signed"] | None:
        """What the digital signatures alone come to, for a paper without any place to sign; None if there is one.

        None as well where nothing tells whose the signatures are.
        """
        if self.outline is not None and self.outline.signature_blocks:
            return None
        parties = {signer.party for signer in self.digital_signers if signer.party}
        return None if not parties else "completed" if len(parties) == 2 else "partially_signed"


class SkillTag(Noun):
    """A skill to staff, and where the case says so."""

    skill: str
    """The document's own words."""
    level: int | None = None
    source: Literal["assumption"] = "assumption"
    assumption: str
    canonical: str | None = None
    """The taxonomy's name for it; None if the taxonomy does not know it."""
    category: str | None = None
    """Title of the taxonomy's category."""
    matched: Literal["exact", "alias", "semantic"] | None = None
    """Whether the canonical name stands in the words, another form of it, or only its meaning."""
    similarity: float | None = None
    """Nearness of a semantic match, from 0 to 1."""


class Risk(Noun):
    """How much trouble the discrepancies promise."""

    score: int
    """0 (none) to 100."""
    band: Literal["low", "medium", "high", "critical"]
    summary: str
    """The sentences, joined."""
    drivers: tuple[str, ...]
    """Ids of the discrepancies that weigh most, heaviest first."""
    sentences: tuple[SummarySentence, ...] = ()
    written_by: str = TEMPLATE
    """ "template", or "llm@" with the model and its prompt."""
    dropped: tuple[DroppedSentence, ...] = ()
    """What a language model wrote and its sources do not bear out."""
    note: str | None = None
    """Why the template wrote the summary although a language model was asked."""
    usage: Usage = Usage()
    """What the language model took to write it."""


class Gate(Noun):
    """Whether people could sign now. Nothing but people opens it."""

    state: Literal["ready", "blocked"]
    """"ready": nothing blocks the sign-off. "blocked": see `blockers`."""
    blockers: tuple[str, ...]
    """Ids of blocking discrepancies, and of documents with unread parts."""
    approvals: tuple[RequiredApproval, ...] = ()
    """Who must sign, and why."""

    @property
    def required_approvals(self) -> tuple[Owner, ...]:
        """The roles that must sign."""
        return tuple(each.role for each in self.approvals)


class Case(Noun):
    """Documents, record snapshot, verdicts, discrepancies, risk and gate."""

    documents: tuple[CaseDocument, ...]
    packages: tuple[Package, ...] = ()
    """ZIP archives that documents came in."""
    records: tuple[Record, ...]
    assumptions: tuple[Assumption, ...]
    superseded: tuple[Supersession, ...] = ()
    """Assumptions that are not in force."""
    order: PaperOrder | None = None
    """Which paper prevails; None with fewer than two papers."""
    standings: tuple[Standing, ...] = ()
    """Where each paper stands, in the order of the documents."""
    record_values: tuple[RecordValue, ...]
    verdicts: tuple[Verdict, ...]
    discrepancies: tuple[Discrepancy, ...]
    """Heaviest exposure first."""
    skills: tuple[SkillTag, ...]
    risk: Risk
    gate: Gate
    policy_sha256: str
