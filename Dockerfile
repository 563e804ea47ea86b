# sowcheck as a service. One image for the server, the worker and the commands:
#
#   docker build -t sowcheck .
#   docker compose -f deploy/compose.yaml up
#
# No secret goes into it: they come as files when it runs (docs/runbook.md).

FROM python:3.12-slim-trixie AS build
WORKDIR /src
RUN python -m venv /opt/sowcheck
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN /opt/sowcheck/bin/pip install --no-cache-dir --no-compile '.[service,telemetry,s3,llm,ocr]' \
    && /opt/sowcheck/bin/python -m compileall -q /opt/sowcheck/lib

FROM python:3.12-slim-trixie
# tesseract makes out words in scanned pages; PostgreSQL's client makes backups. The first process of a container hears
# no signal that it does not ask for, and collects what others leave: tini does both for a program that is still starting.
# A pinned version would keep out the fixes of the distribution, which drops the older ones from its archive.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr postgresql-client tini \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 sowcheck \
    && useradd --uid 10001 --gid 10001 --home-dir /var/lib/sowcheck --no-create-home --shell /usr/sbin/nologin sowcheck \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/sowcheck
COPY --from=build /opt/sowcheck /opt/sowcheck
ENV PATH=/opt/sowcheck/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OMP_THREAD_LIMIT=1 \
    SOWCHECK_STORE=/var/lib/sowcheck/cases.db \
    SOWCHECK_HOST=0.0.0.0
USER 10001:10001
WORKDIR /var/lib/sowcheck
VOLUME /var/lib/sowcheck
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/live', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--", "sowcheck"]
CMD ["serve"]
