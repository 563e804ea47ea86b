"""What speaks for a proposed value: the rule that made it, its proof, who agrees, and which other values compete."""

from dataclasses import dataclass, field

from sowcheck.core.assumptions import Proof
from sowcheck.core.values import Value
from sowcheck.extract.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate with its proof."""

    candidate: Candidate
    proof: Proof
    words: str = ""
    """The words of its quote."""
    prior: float = 1.0
    """What the type of the clause says of the field: 1 if it feeds it, less elsewhere."""

    @property
    def value(self) -> Value:
        """What is proposed."""
        return self.candidate.value


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal that the document states, with those that agree and those that compete."""

    proposal: Proposal
    agreeing: tuple[Proposal, ...] = ()
    """Other proposals of the same value."""
    rivals: tuple[Proposal, ...] = field(default=())
    """Proposals of other values that were not chosen, strongest first."""

    @property
    def candidate(self) -> Candidate:
        """What was proposed."""
        return self.proposal.candidate

    @property
    def words(self) -> str:
        """The words of its quote."""
        return self.proposal.words

    @property
    def proof(self) -> Proof:
        """The proposal's proof, unless another passage proves another value."""
        rival = next((rival for rival in self.rivals if rival.proof.status == "proven"), None)
        if rival is None or self.proposal.proof.status != "proven":
            return self.proposal.proof
        return Proof(status="unproven", reason="another passage states another value")
