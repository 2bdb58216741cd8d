"""Processes that share the work, and that end with the process that started them, however it ends."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import connection, parent_process
from threading import Thread


def worker_pool(workers: int) -> ProcessPoolExecutor:
    """A pool of processes.

    Args:
        workers: how many.
    """
    return ProcessPoolExecutor(max_workers=workers, initializer=_start)


def _start() -> None:
    """Ctrl-C is for the parent, which ends its workers and tells the user once; without a parent a worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the parent: it may be killed, so that nobody tells the worker, which waits for more work."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
