"""The HTTP API: routes translate between HTTP and the desk, which decides."""
