"""Signature blocks: who signs for whom, under which title, when, and whether a mark stands there."""

import pytest

from segment_builders import words, written
from sowcheck.segment.outline import segment

PARTIES = """
This Agreement is between Larkspur Biologics, Inc. (“Client”) and Ninefold Analytics LLC (“Contractor”).
"""

Signer = tuple[str | None, str | None, str | None, str | None, bool]
"""Party, name, title, date, and whether a mark stands there."""

CASES = [
    pytest.param(
        PARTIES
        + """
LARKSPUR BIOLOGICS, INC.\tNINEFOLD ANALYTICS LLC
By: /s/ Ann Okoro\tBy: /s/ Ben Ruiz
Name: Ann Okoro\tName: Ben Ruiz
Title: CFO\tTitle: Managing Partner
Date: May 3, 2026\tDate: 4 May 2026
""",
        [
            ("customer", "Ann Okoro", "CFO", "May 3, 2026", True),
            ("supplier", "Ben Ruiz", "Managing Partner", "4 May 2026", True),
        ],
        id="side by side with tabs",
    ),
    pytest.param(
        PARTIES
        + """
IN WITNESS WHEREOF, the parties have executed this Agreement.
Larkspur Biologics, Inc.
By: ______________________
Name: Ann Okoro
Title: CFO
Date: ____________________
Ninefold Analytics LLC
By: ______________________
Name: Ben Ruiz
Title: Partner
Date: ____________________
""",
        [("customer", "Ann Okoro", "CFO", None, False), ("supplier", "Ben Ruiz", "Partner", None, False)],
        id="lines to sign",
    ),
    pytest.param(
        PARTIES
        + """
| Client | Contractor |
| Signature: /s/ Ann Okoro | Signature: |
| Name: Ann Okoro | Name: Ben Ruiz |
| Date: 3 May 2026 | Date: |
""",
        [("customer", "Ann Okoro", None, "3 May 2026", True), ("supplier", "Ben Ruiz", None, None, False)],
        id="a table with a column for each party",
    ),
    pytest.param(
        PARTIES
        + """
|  | CLIENT | CONTRACTOR |
| Signature | /s/ Ann Okoro | /s/ Ben Ruiz |
| Name | Ann Okoro | Ben Ruiz |
| Title | CFO | Partner |
| Date | 3 May 2026 | 4 May 2026 |
""",
        [("customer", "Ann Okoro", "CFO", "3 May 2026", True), ("supplier", "Ben Ruiz", "Partner", "4 May 2026", True)],
        id="a table with a column of labels",
    ),
    pytest.param(
        PARTIES
        + """
| Larkspur Biologics, Inc.<br>By: /s/ Ann Okoro<br>Name: Ann Okoro<br>Title: CFO | Ninefold Analytics LLC<br>By: <br>Name: <br>Title:  |
""",
        [("customer", "Ann Okoro", "CFO", None, True), ("supplier", None, None, None, False)],
        id="a cell for each party",
    ),
    pytest.param(
        PARTIES
        + """
| Larkspur Biologics, Inc. |  | Ninefold Analytics LLC |  |
| By: | /s/ Ann Okoro | By: | /s/ Ben Ruiz |
| Name: | Ann Okoro | Name: | Ben Ruiz |
| Title: | CFO | Title: | Partner |
""",
        [("customer", "Ann Okoro", "CFO", None, True), ("supplier", "Ben Ruiz", "Partner", None, True)],
        id="labels and values in four columns",
    ),
    pytest.param(
        PARTIES
        + """
Accepted and agreed:
Larkspur Biologics, Inc.
DocuSigned by:
Ann Okoro
8E20B7714C9A4F1
Name: Ann Okoro
Title: CFO
Date: 5/3/2026
Ninefold Analytics LLC
DocuSigned by:
Ben Ruiz
1D93A05FE2B7463
Name: Ben Ruiz
Title: Partner
Date: 5/4/2026
""",
        [("customer", "Ann Okoro", "CFO", "5/3/2026", True), ("supplier", "Ben Ruiz", "Partner", "5/4/2026", True)],
        id="e-sign stamps",
    ),
    pytest.param(
        """
Entre Bellerive Distribution SAS (ci-après le « Client ») et Atelier Numérique SARL (ci-après le « Prestataire »).
Fait à Paris, le 3 mai 2026
Pour le Client
Nom : Claire Fontaine
Fonction : Directrice financière
Signature : /s/ Claire Fontaine
Pour le Prestataire
Nom : Marc Duval
Fonction : Gérant
Signature :
""",
        [
            ("customer", "Claire Fontaine", "Directrice financière", None, True),
            ("supplier", "Marc Duval", "Gérant", None, False),
        ],
        id="French labels",
    ),
    pytest.param(
        """
zwischen der Musterwerk GmbH (nachfolgend „Auftraggeber“) und der Nordlicht AG (nachfolgend „Auftragnehmer“)
Für den Auftraggeber
Unterschrift: /s/ Eva Braunfels
Name: Eva Braunfels
Funktion: Geschäftsführerin
Datum: 3. Mai 2026
Für den Auftragnehmer
Unterschrift: ____________
Name: Jan Petersen
Datum:
""",
        [
            ("customer", "Eva Braunfels", "Geschäftsführerin", "3. Mai 2026", True),
            ("supplier", "Jan Petersen", None, None, False),
        ],
        id="German labels",
    ),
    pytest.param(
        PARTIES
        + """
LARKSPUR BIOLOGICS, INC.
/s/ Ann Okoro
Ann Okoro
Chief Financial Officer
NINEFOLD ANALYTICS LLC
/s/ Ben Ruiz
Ben Ruiz
Managing Partner
""",
        [
            ("customer", "Ann Okoro", "Chief Financial Officer", None, True),
            ("supplier", "Ben Ruiz", "Managing Partner", None, True),
        ],
        id="names below their marks",
    ),
    pytest.param(
        PARTIES
        + """
CLIENT:
By: /s/ Ann Okoro
Its: Chief Financial Officer
CONTRACTOR:
By: /s/ Ben Ruiz
Its: President
""",
        [
            ("customer", "Ann Okoro", "Chief Financial Officer", None, True),
            ("supplier", "Ben Ruiz", "President", None, True),
        ],
        id="Its for the title",
    ),
    pytest.param(
        PARTIES
        + """
AGREED TO AND ACCEPTED BY:
Larkspur Biologics, Inc.\tNinefold Analytics LLC
Authorized Signature: /s/ Ann Okoro\tAuthorized Signature: ________________
Print Name: Ann Okoro\tPrint Name: ________________
Title: CFO\tTitle: ________________
Date: 2026-05-03\tDate: ________________
""",
        [("customer", "Ann Okoro", "CFO", "2026-05-03", True), ("supplier", None, None, None, False)],
        id="one signed, one not",
    ),
    pytest.param(
        PARTIES
        + """
Signed for and on behalf of Ninefold Analytics LLC by:
Signature /s/ Ben Ruiz
Name Ben Ruiz
Date 4 May 2026
Signed for and on behalf of Larkspur Biologics, Inc. by:
Signature
Name
Date
""",
        [("supplier", "Ben Ruiz", None, "4 May 2026", True), ("customer", None, None, None, False)],
        id="labels without colons",
    ),
    pytest.param(
        PARTIES
        + """
1. Fees
Name of the project: Alpha
Date: 4 May 2026
""",
        [],
        id="a name and a date of something else",
    ),
    pytest.param(
        PARTIES
        + """
Larkspur Biologics, Inc.
Signed electronically on 3 May 2026
/s/ Ann Okoro
Ann Okoro, CFO
Ninefold Analytics LLC
/s/ Ben Ruiz
Ben Ruiz, Partner
Signed electronically on 4 May 2026
""",
        [("customer", "Ann Okoro", "CFO", "3 May 2026", True), ("supplier", "Ben Ruiz", "Partner", "4 May 2026", True)],
        id="signed electronically on a day",
    ),
    pytest.param(
        PARTIES
        + """
Electronically signed by Ann Okoro
CFO, Larkspur Biologics, Inc.
Date: 2026-05-03
Digitally signed by Ben Ruiz
Partner, Ninefold Analytics LLC
Date: 2026-05-04
""",
        [("customer", "Ann Okoro", "CFO", "2026-05-03", True), ("supplier", "Ben Ruiz", "Partner", "2026-05-04", True)],
        id="stamps with the name inside",
    ),
    pytest.param(
        PARTIES
        + """
## 2. Term
The Services start on 1 April 2026 and end on 30 September 2026.
## 3. Signatures
Larkspur Biologics, Inc.
By: /s/ Ann Okoro
Name: Ann Okoro
Date: 12 March 2026
""",
        [("customer", "Ann Okoro", None, "12 March 2026", True)],
        id="a sentence with dates right above",
    ),
]


def signers(text: str) -> list[Signer]:
    """The signature blocks of a text."""
    document = written(text)
    return [
        (
            block.party,
            words(document, block.name),
            words(document, block.title),
            words(document, block.date),
            bool(block.mark),
        )
        for block in segment(document).signature_blocks
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_signs_is_read(text: str, expected: list[Signer]) -> None:
    assert sorted(map(str, signers(text))) == sorted(map(str, expected))


def test_a_printed_name_alone_is_no_mark() -> None:
    text = PARTIES + "Client\nBy: Ann Okoro, CFO\nName:\nContractor\nBy:\nName: Ben Ruiz\nTitle: Partner"
    assert [(signer[0], signer[1], signer[4]) for signer in signers(text)] == [
        ("customer", "Ann Okoro", False), ("supplier", "Ben Ruiz", False),
    ]  # fmt: skip


def test_a_name_written_above_the_printed_name_is_a_mark() -> None:
    text = PARTIES + "For Larkspur Biologics, Inc.\nA. Okoro\nSignature\nName: Ann Okoro\nDate: 1 May 2026"
    assert [signer[1:] for signer in signers(text)] == [("Ann Okoro", None, "1 May 2026", True)]


def test_an_illegible_mark_has_no_name() -> None:
    text = PARTIES + "Larkspur Biologics, Inc.\nBy: /s/ [Illegible]\nTitle: Director"
    assert signers(text) == [("customer", None, "Director", None, True)]


def test_a_mark_span_holds_the_stamp_the_name_and_the_number() -> None:
    document = written(PARTIES + "Larkspur Biologics, Inc.\nDocuSigned by:\nAnn Okoro\n8E20B7714C9A4F1\nTitle: CFO")
    (block,) = segment(document).signature_blocks
    assert words(document, block.mark) == "DocuSigned by:\nAnn Okoro\n8E20B7714C9A4F1"


def test_the_firm_behind_a_title_tells_the_party() -> None:
    text = (
        PARTIES
        + "/s/ Ben Ruiz\nBen Ruiz\nPartner, Ninefold Analytics LLC\n/s/ Ann Okoro\nAnn Okoro\nCFO, Larkspur Biologics, Inc."
    )
    assert [(signer[0], signer[2]) for signer in signers(text)] == [("supplier", "Partner"), ("customer", "CFO")]


def test_a_witness_signs_for_no_party() -> None:
    text = PARTIES + (
        "Larkspur Biologics, Inc.\nBy: /s/ Ann Okoro\nTitle: CFO\nWitness:\n/s/ Cleo Marsh\n"
        "Ninefold Analytics LLC\nBy: ______\nTitle: Partner"
    )
    assert [(signer[0], signer[1], signer[4]) for signer in signers(text)] == [
        ("customer", "Ann Okoro", True), ("supplier", None, False),
    ]  # fmt: skip


def test_a_title_inside_the_mark_is_taken_apart() -> None:
    text = PARTIES + "Larkspur Biologics, Inc.\nBy: /s/ Ann Okoro, President"
    assert signers(text) == [("customer", "Ann Okoro", "President", None, True)]
