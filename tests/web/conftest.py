"""One server for all tests of the API."""

from collections.abc import Iterator

import pytest

from web_server import Running, fast_folder, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fast_folder(tmp_path_factory.mktemp("site")) as folder, running(folder) as made:
        yield made
