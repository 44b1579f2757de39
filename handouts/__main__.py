"""`python -m handouts` is the `handouts` command."""

from handouts.cli import main

if __name__ == "__main__":
    main()
