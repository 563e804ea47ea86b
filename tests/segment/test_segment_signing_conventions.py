"""Signature marks and blocks as different countries and tools write them."""

import pytest

from segment_builders import words, written
from sowcheck.segment.outline import segment

PARTIES = "This Agreement is between Larkspur Biologics, Inc. (“Client”) and Ninefold Analytics LLC (“Contractor”).\n"

Signer = tuple[str | None, str | None, str | None, str | None, bool]
"""Party, name, title, date, and whether a mark stands there."""

ANN, BEN = "Ann Okoro", "Ben Ruiz"
CASES = [
    pytest.param(
        "For Larkspur Biologics, Inc.\nSd/-\nAnn Okoro\nCFO\n3 May 2026\n"
        "For Ninefold Analytics LLC\n(Sd.) Ben Ruiz\nManaging Partner",
        [("customer", ANN, "CFO", "3 May 2026", True), ("supplier", BEN, "Managing Partner", None, True)],
        id="Indian marks",
    ),
    pytest.param(
        "Ulm, den 3. Mai 2026\ngez. Ann Okoro\nAnn Okoro, CFO\nLarkspur Biologics, Inc.\n"
        "Bad Ems, 4. Mai 2026\ngez. Ben Ruiz\nBen Ruiz, Prokurist\nNinefold Analytics LLC",
        [("customer", ANN, "CFO", "3. Mai 2026", True), ("supplier", BEN, "Prokurist", "4. Mai 2026", True)],
        id="German marks with place and date above and the firm below",
    ),
    pytest.param(
        "For Larkspur Biologics, Inc.\nppa. Ann Okoro\nFor Ninefold Analytics LLC\ni.V. Ben Ruiz",
        [("customer", ANN, None, None, True), ("supplier", BEN, None, None, True)],
        id="proxies",
    ),
    pytest.param(
        "For Larkspur Biologics, Inc.\nSignature: ________\nppa. Ann Okoro\n"
        "For Ninefold Analytics LLC\nSignature: ________\ni.V. Ben Ruiz",
        [("customer", ANN, None, None, False), ("supplier", BEN, None, None, False)],
        id="proxies below an empty line have not signed",
    ),
    pytest.param(
        "Larkspur Biologics, Inc.: /s/ Ann Okoro, CFO, 05/03/2026\n"
        "Ninefold Analytics LLC: /s/ Ben Ruiz, Partner, 05/04/2026",
        [("customer", ANN, "CFO", "05/03/2026", True), ("supplier", BEN, "Partner", "05/04/2026", True)],
        id="firm, mark, title and date on one line",
    ),
    pytest.param(
        "Approved for the Client: /s/ A. Okoro\nAnn Okoro, Finance Director, May 3, 2026\n"
        "Accepted for the Contractor: /s/ B. Ruiz\nBen Ruiz, Partner, May 4, 2026",
        [
            ("customer", ANN, "Finance Director", "May 3, 2026", True),
            ("supplier", BEN, "Partner", "May 4, 2026", True),
        ],
        id="a role word before the mark",
    ),
    pytest.param(
        "Accepted for Larkspur Biologics, Inc. by Ann Okoro, CFO, on 3 May 2026\n"
        "Accepted for Ninefold Analytics LLC by Ben Ruiz, Partner, on 4 May 2026",
        [("customer", ANN, "CFO", "3 May 2026", True), ("supplier", BEN, "Partner", "4 May 2026", True)],
        id="statements of acceptance",
    ),
    pytest.param(
        "Larkspur Biologics, Inc.\nSigned by Ann Okoro on 3 May 2026\n"
        "Ninefold Analytics LLC\nElectronically signed by Ben Ruiz on 2026-05-04 10:12 UTC",
        [("customer", ANN, None, "3 May 2026", True), ("supplier", BEN, None, "2026-05-04 10:12 UTC", True)],
        id="statements of an e-sign service",
    ),
    pytest.param(
        "Larkspur Biologics, Inc.\nSign.: /s/ Ann Okoro\nName : Ann Okoro\nDate : 2026-05-03\n"
        "Ninefold Analytics LLC\nSig.: s/ Ben Ruiz\nName : Ben Ruiz",
        [("customer", ANN, None, "2026-05-03", True), ("supplier", BEN, None, None, True)],
        id="labels cut short",
    ),
    pytest.param(
        "Larkspur Biologics, Inc.\n(signed)\nAnn Okoro, CFO\nNinefold Analytics LLC\n(signed) Ben Ruiz\nPartner",
        [("customer", ANN, "CFO", None, True), ("supplier", BEN, "Partner", None, True)],
        id="the word signed in a parenthesis",
    ),
    pytest.param(
        "Yours sincerely\nAnn Okoro\nAnn Okoro, CFO, for Larkspur Biologics, Inc.\n3 May 2026",
        [("customer", ANN, "CFO", "3 May 2026", True)],
        id="a letter signed above the printed name with the firm behind it",
    ),
    pytest.param(
        "for Larkspur Biologics, Inc.\tfor Ninefold Analytics LLC\nAnn Okoro\tB. Ruiz\n"
        "Ann Okoro, Operations Director\tBen Ruiz, Partner\nDate: 3 May 2026\tDate: 4 May 2026",
        [
            ("customer", ANN, "Operations Director", "3 May 2026", True),
            ("supplier", BEN, "Partner", "4 May 2026", True),
        ],
        id="names by hand above printed names, side by side",
    ),
    pytest.param(
        "Für Larkspur Biologics, Inc.\ngez. Ann Okoro\nAnn Okoro, Geschäftsführerin\ngez. Carl Otto\n"
        "Carl Otto, Prokurist\nFür Ninefold Analytics LLC\ngez. Ben Ruiz\nBen Ruiz, Vorstand",
        [
            ("customer", ANN, "Geschäftsführerin", None, True),
            ("customer", "Carl Otto", "Prokurist", None, True),
            ("supplier", BEN, "Vorstand", None, True),
        ],
        id="two sign for one party",
    ),
    pytest.param(
        "Authorized by\nFor the customer: name\nAnn Okoro\nTitle\nCFO\nSignature\n/s/ Ann Okoro\nDate\n05/03/2026\n"
        "For the vendor: name\nBen Ruiz\nTitle\nPartner\nSignature\n/s/ Ben Ruiz\nDate\n05/04/2026",
        [("customer", ANN, "CFO", "05/03/2026", True), ("supplier", BEN, "Partner", "05/04/2026", True)],
        id="a form whose heading is no line to sign",
    ),
    pytest.param(
        "For Larkspur Biologics, Inc.\n/s/ Ann Okoro\nAnn Okoro\nPrincipal\n"
        "For Ninefold Analytics LLC\n/s/ Ben Ruiz\nBen Ruiz\nPartner",
        [("customer", ANN, "Principal", None, True), ("supplier", BEN, "Partner", None, True)],
        id="a title that is also a role word",
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
def test_a_signature_is_read_as_its_country_writes_it(text: str, expected: list[Signer]) -> None:
    assert sorted(map(str, signers(PARTIES + text))) == sorted(map(str, expected))


def test_the_one_who_signs_a_purchase_order_alone_is_the_buyer() -> None:
    text = (
        "Purchase Order 4711\nBuyer: Larkspur Biologics, Inc.\nSupplier: Ninefold Analytics LLC\n"
        "Authorized: /s/ Ann Okoro, CFO, 05/03/2026"
    )
    assert signers(text) == [("customer", "Ann Okoro", "CFO", "05/03/2026", True)]


@pytest.mark.parametrize(
    "line",
    [
        "This order is valid when it is signed by both parties on paper.",
        "The report is reviewed and signed off by the steering committee on 3 May 2026.",
        "See sig. 4 of the annex.",
        "The i.V. pumps are delivered by Carl Otto.",
    ],
)
def test_a_sentence_about_signing_is_no_signature(line: str) -> None:
    assert signers(PARTIES + line) == []
