from threading import Event
from typing import Any

class Consumer:
    stop_flag: Event
    def __init__(
        self,
        huey: Any,
        workers: int = 1,
        periodic: bool = True,
        initial_delay: float = 0.1,
        backoff: float = 1.15,
        max_delay: float = 10.0,
        scheduler_interval: float = 1,
        worker_type: str = "thread",
        check_worker_health: bool = True,
        health_check_interval: float = 10,
        flush_locks: bool = False,
    ) -> None: ...
    def start(self) -> None: ...
    def stop(self, graceful: bool = False) -> None: ...
    def run(self) -> None: ...
    def check_worker_health(self) -> bool: ...
