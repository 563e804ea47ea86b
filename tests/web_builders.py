"""Cases behind a server, as far as a test needs them to be."""

from case_builders import deal
from gate_builders import analysis, finding
from sowcheck.core.analyses import Analysis
from sowcheck.gate import casework
from sowcheck.report.build import build_report
from sowcheck.service.desk import PROGRAM, Desk
from sowcheck.service.site import Site
from web_server import Running

PRICE = finding("d-1", "price.services_total", owner="finance")
TERM = finding("d-2", "term.renewal", "high", owner="legal")


def in_review(server: Running, key: str, check: Analysis | None = None) -> str:
    """The id of a case that people may decide on."""
    site, desk = server.site, Desk(server.site)
    with server.machine("orchestrator") as flow:
        headers = {"Idempotency-Key": key}
        form = {"documents": ("sow.txt", b"The fee is EUR 184,000."), "records": ("quote.json", b"{}")}
        case_id: str = flow.post("/v1/cases", headers=headers, data={"reference": "006X"}, files=form).json()["id"]
    checked = check or analysis(PRICE, TERM)
    checked = checked.model_copy(update=reported(site, checked))
    desk.take(case_id, lambda case: casework.validate(case, (), PROGRAM, site.clock()), PROGRAM, "sowcheck")
    desk.take(case_id, lambda case: casework.analyse(case, checked, PROGRAM, site.clock()), PROGRAM, "sowcheck")
    return case_id


def reported(site: Site, checked: Analysis) -> dict[str, str]:
    """Where the report of a check is kept, in both its forms: a discrepancy for each finding, all with the same evidence."""
    report = build_report(deal())
    shapes = [report.discrepancies[0].model_copy(update={"id": each.discrepancy}) for each in checked.findings]
    text = report.model_copy(update={"discrepancies": tuple(shapes)}).model_dump_json(by_alias=True)
    return {"report": site.contents.put(text.encode()), "page": site.contents.put(b"<p>Report")}
