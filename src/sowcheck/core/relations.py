"""What a paper says of the other papers of its deal: which of them prevails, and what it changes in them."""

import datetime as dt
from typing import Literal

from sowcheck.core.noun import Noun
from sowcheck.core.spans import Quote
from sowcheck.core.values import Value

PaperKind = Literal[
    "change_order",
    "sow",
    "order_form",
    "purchase_order",
    "msa",
    "exhibit",
    "proposal",
    "solicitation",
    "other",
]
"""What a clause may call a paper: the kinds of documents, the customer's own purchase order, and exhibits as a whole."""


class PrecedenceException(Noun):
    """Where another paper prevails than the order says: "except that Section 6 of this SOW prevails on fees"."""

    prevails: PaperKind | None
    """Kind of the paper that prevails then; None for whichever paper meets the condition."""
    fields: tuple[str, ...] = ()
    """Names, or beginnings of names ("price."), of the fields concerned; empty for all."""
    sections: tuple[str, ...] = ()
    """Numbers of the sections of that paper to which the exception is limited."""
    expressly: bool = False
    """Whether that paper must say so itself ("unless the SOW expressly states otherwise")."""
    words: str
    """As written."""


class Precedence(Noun):
    """A clause that says which paper prevails if papers conflict."""

    document: str
    """Id of the document that holds the clause."""
    page: int | None
    quote: Quote
    order: tuple[PaperKind, ...]
    """The prevailing kind first; kinds that the clause does not name are left out."""
    over_all: bool = False
    """Whether the first kind prevails over every other paper ("this Amendment shall prevail")."""
    fields: tuple[str, ...] = ()
    """Names, or beginnings of names ("price."), of the fields to which the clause is limited; empty for all."""
    sections: tuple[str, ...] = ()
    """Numbers of the sections of the prevailing paper to which the clause is limited."""
    exceptions: tuple[PrecedenceException, ...] = ()


class Heading(Noun):
    """What an amendment calls itself: "Amendment No. 2 to Statement of Work No. 3 dated 4 May 2026"."""

    number: str | None = None
    """Its own number: "2", "01"."""
    amends: PaperKind | None = None
    """Kind of the paper that it changes."""
    amends_number: str | None = None
    """Number or reference of that paper: "3", "WDL-004"."""
    amends_date: dt.date | None = None


Operation = Literal["replace", "delete", "add", "increase", "decrease"]


class Amendment(Noun):
    """One instruction of a paper to change another: "Section 4.2 is deleted and replaced", "is increased by $39,500"."""

    id: str
    document: str
    """Id of the document that gives the instruction."""
    page: int | None
    quote: Quote
    operation: Operation
    section: str | None = None
    """Number of the section that is changed, as the amended paper counts."""
    field: str | None = None
    """The field that is changed, where the words name it."""
    item: str | None = None
    """The item of a list field, as the words call it: "Milestone M5"."""
    before: Value | None = None
    """The value that held until now, as the instruction recalls it."""
    after: Value | None = None
    """The value that holds from now on."""
    by: Value | None = None
    """The step of an increase or decrease."""


class Replacing(Noun):
    """Words by which a paper takes the place of an earlier one: "supersedes the statement of work dated 3 May 2026"."""

    document: str
    """Id of the document that says so."""
    page: int | None
    quote: Quote
    kind: PaperKind
    """Kind of the paper that is replaced."""
    number: str | None = None
    date: dt.date | None = None
    version: str | None = None


class Relations(Noun):
    """All that one paper says of others."""

    number: str | None = None
    """The number that the paper bears itself, without letters and leading zeros."""
    replaces: tuple[Replacing, ...] = ()
    restates: Quote | None = None
    """The words of its title that call it a restatement ("Amended and Restated")."""

    called: tuple[PaperKind, ...] = ()
    """Further kinds by which others may call this paper: a statement of work that is titled "Exhibit A" is an exhibit."""
    precedence: tuple[Precedence, ...] = ()
    heading: Heading = Heading()
    amendments: tuple[Amendment, ...] = ()


SupersessionRule = Literal["amended", "deleted", "order_stated", "order_usual", "express", "later", "version"]
"""By what a statement is no longer in force: a change order restates or deletes it; the order of precedence that the papers
state, or the usual one where they state none; another paper that departs from it expressly; a later paper of the same kind; another version of the same paper."""


class Supersession(Noun):
    """A statement that is not in force, and why."""

    assumption: str
    """Id of the statement."""
    by: str | None
    """Id of the statement that holds in its place; None where it was struck out."""
    rule: SupersessionRule
    reason: str
    """In a sentence, with the words of the clause that decides."""


class PaperOrder(Noun):
    """In which order the papers of a case prevail, where no field in particular is in question."""

    documents: tuple[str, ...]
    """Ids, the prevailing paper first."""
    basis: Literal["stated", "usual", "undecided"]
    """Stated by a paper; the usual order, because none states one; or nothing decides between two of them."""
    why: str
    """In a sentence."""


class ValueChange(Noun):
    """A field, or an item of a list, whose value differs between two versions of one paper."""

    field: str
    key: str | None = None
    """Names the item of a list field."""
    before: tuple[str, ...] = ()
    """Ids of what the version that gives way states; empty where it is silent."""
    after: tuple[str, ...] = ()
    """Ids of what the version that holds states; empty where it is silent."""


class ChangeStep(Noun):
    """What an amendment does to another paper, in its own words."""

    operation: Operation
    section: str | None
    """Number of the section that is changed, as the amended paper counts."""
    field: str | None
    item: str | None
    page: int | None
    quote: Quote


class Standing(Noun):
    """Where a paper stands among those of its case."""

    document: str
    """Id of the document."""
    state: Literal["in_force", "amended", "amends", "replaced", "copy", "undecided"]
    """`amended`: in force as changed by others. `amends`: in force, and changes others. `replaced`: another version holds.
    `copy`: another file of the very same paper holds. `undecided`: nothing says which of two versions holds."""
    why: str
    """In a sentence."""
    version: str | None = None
    by: str | None = None
    """Id of the document that holds in its place, or with which it is undecided."""
    amends: tuple[str, ...] = ()
    """Ids of the documents that it changes."""
    amended_by: tuple[str, ...] = ()
    """Ids of the documents that change it, the earliest first."""
    changes: tuple[ValueChange, ...] = ()
    """What differs in the version that holds in its place."""
    steps: tuple[ChangeStep, ...] = ()
    """What it changes in others."""
