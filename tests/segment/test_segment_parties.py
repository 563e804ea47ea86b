"""Who buys and who does the work."""

import pytest

from segment_builders import written
from sowcheck.core.clauses import Party
from sowcheck.segment.outline import segment

CASES = [
    pytest.param(
        """
# CONTRAT DE PRESTATION DE SERVICES
ENTRE :
La société Bellerive Distribution SAS, au capital de 50 000 euros, dont le siège est situé 12 rue de la Paix, 75002 Paris, ci-après dénommée « le Client »,
D'une part,
ET :
Atelier Numérique SARL, société à responsabilité limitée, ci-après dénommée « le Prestataire »,
D'autre part,
Article 1 – Objet
Le Prestataire fournit au Client des prestations.
""",
        "Bellerive Distribution SAS",
        "Atelier Numérique SARL",
        id="a French contract between firms on lines of their own",
    ),
    pytest.param(
        """
Entre les soussignés :
Bellerive Distribution SAS, 12 rue de la Paix, 75002 Paris (ci-après le « Client »)
et
Atelier Numérique SARL, 4 quai Nord, 69002 Lyon (ci-après le « Prestataire »)
""",
        "Bellerive Distribution SAS",
        "Atelier Numérique SARL",
        id="a French contract with terms in parentheses",
    ),
    pytest.param(
        """
# Dienstleistungsvertrag
zwischen der Musterwerk Maschinenbau GmbH, Industriestraße 1, 70565 Stuttgart (nachfolgend „Auftraggeber“ genannt)
und
der Nordlicht Beratung AG, Hafenweg 3, 20457 Hamburg (nachfolgend „Auftragnehmer“ genannt)
wird folgender Vertrag geschlossen:
""",
        "Musterwerk Maschinenbau GmbH",
        "Nordlicht Beratung AG",
        id="a German contract",
    ),
    pytest.param(
        """
De ondergetekenden:
1. Waterland Zorg B.V., gevestigd te Utrecht, hierna te noemen: "Opdrachtgever"; en
2. Polder Software N.V., gevestigd te Gent, hierna te noemen: "Opdrachtnemer"
komen overeen:
""",
        "Waterland Zorg B.V.",
        "Polder Software N.V.",
        id="a Dutch contract with undersigned parties",
    ),
    pytest.param(
        """
# MASTER CONSULTING AGREEMENT
This Statement of Work (“SOW”) is entered into as of May 1, 2026 (the “Effective Date”) by and between Larkspur Biologics, Inc., a Delaware corporation with its principal place of business at 100 Main Street, Suite 4, Boston, MA 02110 (“Customer”), and Ninefold Analytics LLC, a New York limited liability company with offices at 5 Broad Street, New York (“Provider”). Customer and Provider are each a “Party”.
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a preamble with places of business",
    ),
    pytest.param(
        """
This Agreement is made on 1 May 2026 between Larkspur Biologics, Inc. (the “Company”) and Ninefold Analytics LLC (“Ninefold”).
1. Services. Ninefold shall provide the services set out in Exhibit A.
2. Fees. The Company shall pay Ninefold within thirty days of the invoice.
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a Company that pays is the customer",
    ),
    pytest.param(
        """
This Agreement is made on 1 May 2026 between Ninefold Analytics LLC (the “Company”) and Larkspur Biologics, Inc. (“Larkspur”).
1. Services. The Company shall provide the services set out in Exhibit A to Larkspur.
2. Fees. Larkspur shall pay the Company within thirty days of the invoice.
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a Company that performs is the supplier",
    ),
    pytest.param(
        """
# Statement of Work
Client: Larkspur Biologics
Vendor: Ninefold Analytics LLC
Effective Date: 1 May 2026
Larkspur Biologics wishes to replace its data platform.
""",
        "Larkspur Biologics",
        "Ninefold Analytics LLC",
        id="labelled lines",
    ),
    pytest.param(
        """
# Parties
|  | Client | Service Provider |
| Legal name | Larkspur Biologics, Inc. | Ninefold Analytics LLC |
| Address | 1 Main Street | 2 High Street |
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a table with a column for each party",
    ),
    pytest.param(
        """
This Consulting Agreement is entered into by and between Larkspur Biologics, Inc. (“Larkspur”) and Dana K. Whitfield (“Consultant”), effective 1 May 2026.
""",
        "Larkspur Biologics, Inc.",
        "Dana K. Whitfield",
        id="a consultant who is a person",
    ),
    pytest.param(
        """
This Agreement is dated 1 May 2026
Parties
(1) THORNBURY CITY COUNCIL of Guildhall, High Street, Thornbury (the "Buyer"); and
(2) PINEGATE DIGITAL LIMITED, a company incorporated in England and Wales (company number 01234567) whose registered office is at 1 Dock Road, Leeds (the "Supplier").
Background
""",
        "THORNBURY CITY COUNCIL",
        "PINEGATE DIGITAL LIMITED",
        id="numbered parties without the word between",
    ),
    pytest.param(
        """
# Proposal
Prepared for: Larkspur Biologics, Inc.
Prepared by: Ninefold Analytics LLC
Ninefold will deliver the platform. Larkspur will pay the fees.
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a proposal prepared for and by",
    ),
    pytest.param(
        """
Ninefold Analytics LLC
1 Dock Road, Leeds
Dear Ms Hartley
We, Ninefold Analytics LLC (“Ninefold”, “we” or “us”), are pleased to confirm the terms on which we will provide services to Larkspur Biologics, Inc. (“you”).
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a letter from us to you",
    ),
    pytest.param(
        """
THIS AGREEMENT is made BETWEEN Hart and Sons Trading Ltd (hereinafter called "the Client") of the one part AND Ninefold Analytics LLC (hereinafter called "the Consultant") of the other part.
""",
        "Hart and Sons Trading Ltd",
        "Ninefold Analytics LLC",
        id="a firm with and in its name",
    ),
    pytest.param(
        """
This Statement of Work No. 4 is issued under the Master Services Agreement dated 3 March 2025 between Larkspur Biologics, Inc. ("Client") and Ninefold Analytics LLC ("Consultant") (the "MSA").
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="a reference to the master agreement",
    ),
    pytest.param(
        """
# ORDER FORM
Customer\tLarkspur Biologics, Inc.
Bill To\t1 Main Street, Boston
Order Number\tOF-1
Seller\tNinefold Analytics LLC
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics LLC",
        id="an order form with tabs",
    ),
    pytest.param(
        """
# Statement of Work
Scope of the work is as follows.
IN WITNESS WHEREOF, the parties have signed.
CLIENT: LARKSPUR BIOLOGICS, INC.
By: /s/ Ann Okoro
Name: Ann Okoro
Title: CFO
CONTRACTOR: NINEFOLD ANALYTICS LLC
By: /s/ Ben Ruiz
Name: Ben Ruiz
Title: Partner
""",
        "LARKSPUR BIOLOGICS, INC.",
        "NINEFOLD ANALYTICS LLC",
        id="signature blocks alone",
    ),
    pytest.param(
        """
This SOW is between Larkspur Biologics, Inc. d/b/a Larkspur Labs (“Client”) and Ninefold Analytics, L.L.C. (“Agency” or “Contractor”).
""",
        "Larkspur Biologics, Inc.",
        "Ninefold Analytics, L.L.C.",
        id="a trade name behind the name",
    ),
    pytest.param(
        """
This Agreement is by and between The Regents of the University of Westmark, on behalf of its Davis campus ("University") and Ninefold Analytics LLC ("Contractor"). University shall pay Contractor.
""",
        "The Regents of the University of Westmark",
        "Ninefold Analytics LLC",
        id="a university on behalf of a campus",
    ),
    pytest.param(
        """
# Notes of the meeting
We discussed the plan and the Budget Review for next week.
""",
        None,
        None,
        id="a note of a meeting",
    ),
    pytest.param(
        """
This SOW is between Client and Contractor. Client shall pay Contractor.
""",
        None,
        None,
        id="role words without names",
    ),
]


def parties(text: str) -> dict[str, Party]:
    """The parties by role."""
    return {party.role: party for party in segment(written(text)).parties}


@pytest.mark.parametrize(("text", "customer", "supplier"), CASES)
def test_the_customer_and_the_supplier_are_named_as_written(
    text: str, customer: str | None, supplier: str | None
) -> None:
    found = {role: party.name for role, party in parties(text).items()}
    assert (found.get("customer"), found.get("supplier")) == (customer, supplier)


def test_a_party_has_its_mentions_and_the_terms_that_stand_for_it() -> None:
    text = "This SOW is between Larkspur Inc. (“Larkspur”, the “Client”) and Ninefold LLC (the “Contractor”).\nFor LARKSPUR INC."
    document = written(text)
    (customer, supplier) = segment(document).parties
    assert [span.of(document.text) for span in customer.mentions] == ["Larkspur Inc.", "LARKSPUR INC."]
    assert customer.aliases == ("Larkspur", "Client")
    assert supplier.aliases == ("Contractor",)


def test_a_public_buyer_of_a_solicitation_stands_without_a_supplier() -> None:
    text = """
# Performance Work Statement
The Department of Harbour Affairs (DHA) seeks a contractor. The Government will furnish the data.
The Contracting Officer decides. Offerors shall submit quotes. The Government pays invoices.
DHA reserves its rights.
"""
    found = parties(text)
    assert list(found) == ["customer"]
    assert found["customer"].name == "Department of Harbour Affairs"
    assert found["customer"].aliases == ("DHA",)


def test_a_contact_of_the_customer_is_not_the_customer() -> None:
    found = parties("Customer contact: Ann Okoro\nCustomer: Larkspur Biologics, Inc.\nSupplier: Ninefold LLC")
    assert found["customer"].name == "Larkspur Biologics, Inc."


def test_an_address_behind_the_name_is_no_part_of_it() -> None:
    found = parties(
        "| 1 | Buyer | Larkspur Council, Guild House, 14 Canal Wharf |\n| 2 | Supplier | Ninefold Ltd, registered in England |"
    )
    assert (found["customer"].name, found["supplier"].name) == ("Larkspur Council", "Ninefold Ltd")
