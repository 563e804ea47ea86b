"""One server for all tests of the API."""

from collections.abc import Iterator

import pytest

from web_server import Running, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("site")) as made:
        yield made
