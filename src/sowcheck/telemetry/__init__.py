"""What the running program tells those who run it: log lines, traces and figures. Without its libraries it stays silent."""
