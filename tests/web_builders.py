"""Cases behind a server, as far as a test needs them to be."""

from gate_builders import analysis, finding
from sowcheck.core.analyses import Analysis
from sowcheck.gate import casework
from sowcheck.service.desk import PROGRAM, Desk
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
    report = {"report": site.contents.put(b'{"schema": "sowcheck.report/1"}'), "page": site.contents.put(b"<p>Report")}
    checked = checked.model_copy(update=report)
    desk.take(case_id, lambda case: casework.validate(case, (), PROGRAM, site.clock()), PROGRAM, "sowcheck")
    desk.take(case_id, lambda case: casework.analyse(case, checked, PROGRAM, site.clock()), PROGRAM, "sowcheck")
    return case_id
