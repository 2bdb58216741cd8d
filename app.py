"""python app.py: the web page of Tanya KSD. Builds everything once in main() and hands it down."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time

from corpus.catalog import Catalog
from corpus.errors import PortInUse, TanyaError
from corpus.landing import read_landings
from corpus.lock import HomeLock
from corpus.settings import Settings, read_settings
from corpus.shelf import add_digests


class Stop:
    """Whether to end. A plain flag: a signal may come while another is handled, where a lock would wait for itself."""

    asked = False


def serve(settings: Settings, stop: Stop) -> None:
    """Serve the page until it is asked to stop; the home is locked meanwhile.

    Raises:
        TanyaError: the home or the port is in use.
    """
    with HomeLock(settings.home):
        catalog = Catalog(settings.catalog_path)
        add_digests(catalog)
        # Gradio takes seconds to load and reads these when it does: after the lock, and only here.
        os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
        os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
        from page.build import build_page, launch_options
        from page.service import Service
        from rag.start import open_model

        service = Service(settings, catalog, read_landings(), open_model(settings))
        page = build_page(service)
        try:
            page.launch(server_name=settings.host, server_port=settings.port, **launch_options(settings.max_file_mb))
        except OSError as error:
            raise PortInUse(settings.host, settings.port) from error
        try:
            service.start()
            print(f"Tanya KSD siap di {page.local_url} (hentikan dengan Ctrl-C)", flush=True)
            while not stop.asked:
                time.sleep(0.3)
        finally:
            page.close(verbose=False)
            service.stop()
            catalog.close()


def main() -> int:
    """Entry point; returns the exit code: 0 after Ctrl-C, 1 for an error."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stop = Stop()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: setattr(stop, "asked", True))
    try:
        serve(read_settings(), stop)
    except TanyaError as error:
        print(error, file=sys.stderr)
        return 1
    print("Tanya KSD berhenti.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
