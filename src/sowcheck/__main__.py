"""`python -m sowcheck` is the same as the `sowcheck` command."""

from sowcheck.cli.app import main

if __name__ == "__main__":
    main()
