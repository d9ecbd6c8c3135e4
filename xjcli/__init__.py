"""xjcli answers questions about the foreign trade and the trade routes of Xinjiang from a bundled fact base."""

__version__ = "0.1.0"
