"""Starts the real program as a process, waits until it serves, and ends it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from bot.settings import Settings

START_SECONDS = 600.0  # a first start may ingest on a busy machine
_SETTINGS = frozenset(name.upper() for name in Settings.model_fields)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def clean_environment(**settings: str) -> dict[str, str]:
    """This process's environment without settings of the assistant, and with these."""
    return {name: value for name, value in os.environ.items() if name not in _SETTINGS} | settings


def bot(*arguments: str, seconds: float = 120.0, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` with these arguments, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=clean_environment(**settings),
        capture_output=True,
        text=True,
        timeout=seconds,
        stdin=subprocess.DEVNULL,
    )


class Serving:
    """`python -m bot serve` over a data folder; inside the `with` it answers at `address`."""

    def __init__(self, data: Path, *arguments: str, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._command = [sys.executable, "-m", "bot", "serve", "--data", str(data), *arguments]
        self._settings = {"PORT": str(self.port)} | settings
        self.output: list[str] = []
        self._ready = threading.Event()  # it serves, or it has ended
        self._served = False

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self._command,
            env=clean_environment(**self._settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._ready.wait(START_SECONDS)
        if not self._served:
            self.process.kill()
            raise AssertionError("".join(self.output))
        self.client = httpx.Client(base_url=self.address, timeout=60)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)

    def memory(self) -> tuple[float, float]:
        """Resident memory of the process in MB, now and at its highest (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        read = {line.split(":")[0]: line.split()[1] for line in status.splitlines() if line.startswith("Vm")}
        return int(read["VmRSS"]) / 1024, int(read["VmHWM"]) / 1024

    def processor_seconds(self) -> float:
        """Processor time that the process has had so far (Linux)."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Sends the signal and gives back the exit status."""
        self.process.send_signal(number)
        status = self.process.wait(60)
        self._reader.join(20)
        return status

    def ask(self, text: str, turn_id: str) -> dict[str, object]:
        response = self.client.post("/api/chat", json={"text": text, "turn_id": turn_id})
        response.raise_for_status()
        answer: dict[str, object] = response.json()
        return answer

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output.append(line)
            if "is ready: " in line:
                self._served = True
                self._ready.set()
        self._ready.set()
