"""Cases behind a server, as far as a test needs them to be."""

from case_builders import deal
from gate_builders import analysis, finding
from site_builders import FLOW
from sowcheck.core.analyses import Analysis
from sowcheck.gate import casework
from sowcheck.report.build import build_report
from sowcheck.service.desk import PROGRAM, Desk, Upload
from sowcheck.service.site import Site
from web_server import Running

PRICE = finding("d-1", "price.services_total", owner="finance")
TERM = finding("d-2", "term.renewal", "high", owner="legal")


def in_review(server: Running, key: str, check: Analysis | None = None) -> str:
    """The id of a case that people may decide on."""
    with server.machine("orchestrator") as flow:
        headers = {"Idempotency-Key": key}
        form = {"documents": ("sow.txt", b"The fee is EUR 184,000."), "records": ("quote.json", b"{}")}
        case_id: str = flow.post("/v1/cases", headers=headers, data={"reference": "006X"}, files=form).json()["id"]
    _checked(server.site, case_id, check or analysis(PRICE, TERM))
    return case_id


def checked_by_hand(site: Site, case_id: str, check: Analysis) -> str:
    """The same, handed in past any server."""
    desk = Desk(site)
    papers = desk.keep([Upload("sow.txt", b"The fee is EUR 184,000.")])
    desk.receive(f"006-{case_id}", papers, desk.keep([Upload("quote.json", b"{}")]), FLOW, "api", case_id)
    _checked(site, case_id, check)
    return case_id


def _checked(site: Site, case_id: str, check: Analysis) -> None:
    desk = Desk(site)
    checked = check.model_copy(update=reported(site, check))
    desk.take(case_id, lambda case: casework.validate(case, (), PROGRAM, site.clock()), PROGRAM, "sowcheck")
    desk.take(case_id, lambda case: casework.analyse(case, checked, PROGRAM, site.clock()), PROGRAM, "sowcheck")


def reported(site: Site, checked: Analysis) -> dict[str, str]:
    """Where the report of a check is kept, in both its forms: a discrepancy for each finding, all with the same evidence."""
    report = build_report(deal())
    shapes = [report.discrepancies[0].model_copy(update={"id": each.discrepancy}) for each in checked.findings]
    text = report.model_copy(update={"discrepancies": tuple(shapes)}).model_dump_json(by_alias=True)
    return {"report": site.contents.put(text.encode()), "page": site.contents.put(b"<p>Report")}
