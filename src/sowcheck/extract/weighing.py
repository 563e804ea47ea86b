"""What speaks for a proposed value: the rule that made it, its proof, who agrees, and which other values compete."""

from dataclasses import dataclass, field

from sowcheck.core.assumptions import Proof
from sowcheck.core.values import Value
from sowcheck.extract.candidates import Candidate
from sowcheck.extract.precedence import reader_of


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

    @property
    def by_model(self) -> bool:
        """Whether a language model proposes it."""
        return reader_of(self.candidate.rule) == "llm"


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
    def value(self) -> Value:
        """What the document states."""
        return self.proposal.value

    @property
    def by_model_alone(self) -> bool:
        """Whether nobody but a language model found it."""
        return all(found.by_model for found in (self.proposal, *self.agreeing))

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
