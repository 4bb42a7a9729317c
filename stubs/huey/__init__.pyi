from collections.abc import Callable
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar

from huey.consumer import Consumer

_P = ParamSpec("_P")
_R = TypeVar("_R")
_Hook = TypeVar("_Hook", bound=Callable[..., Any])

class CancelExecution(Exception): ...
class RetryTask(Exception): ...

class Result(Generic[_R]):
    id: str
    def get(self, blocking: bool = False, timeout: float | None = None) -> _R | None: ...

class TaskWrapper(Generic[_P, _R]):
    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> Result[_R]: ...
    def call_local(self, *args: _P.args, **kwargs: _P.kwargs) -> _R: ...
    def schedule(
        self,
        args: tuple[Any, ...] | None = None,
        kwargs: dict[str, Any] | None = None,
        eta: datetime | None = None,
        delay: float | None = None,
    ) -> Result[_R]: ...

class TaskLock:
    def __enter__(self) -> None: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
    def is_locked(self) -> bool: ...

class Huey:
    name: str
    immediate: bool
    storage: Any
    def __init__(
        self,
        name: str = "huey",
        results: bool = True,
        store_none: bool = False,
        utc: bool = True,
        immediate: bool = False,
        serializer: Any = None,
        immediate_use_memory: bool = True,
        **storage_kwargs: Any,
    ) -> None: ...
    def task(
        self,
        retries: int = 0,
        retry_delay: float = 0,
        priority: int | None = None,
        context: bool = False,
        name: str | None = None,
        expires: datetime | timedelta | float | None = None,
    ) -> Callable[[Callable[_P, _R]], TaskWrapper[_P, _R]]: ...
    def periodic_task(
        self,
        validate_datetime: Callable[[datetime], bool],
        retries: int = 0,
        retry_delay: float = 0,
        priority: int | None = None,
        context: bool = False,
        name: str | None = None,
        expires: datetime | timedelta | float | None = None,
    ) -> Callable[[Callable[_P, _R]], TaskWrapper[_P, _R]]: ...
    def on_startup(self, name: str | None = None) -> Callable[[_Hook], _Hook]: ...
    def on_shutdown(self, name: str | None = None) -> Callable[[_Hook], _Hook]: ...
    def pre_execute(self, name: str | None = None) -> Callable[[_Hook], _Hook]: ...
    def post_execute(self, name: str | None = None) -> Callable[[_Hook], _Hook]: ...
    def signal(self, *signals: str) -> Callable[[_Hook], _Hook]: ...
    def lock_task(self, lock_name: str, ttl: float | None = None) -> TaskLock: ...
    def create_consumer(self, **options: Any) -> Consumer: ...
    def put(self, key: str, data: Any) -> None: ...
    def get(self, key: str, peek: bool = False) -> Any: ...
    def pending_count(self) -> int: ...
    def scheduled_count(self) -> int: ...
    def flush(self) -> None: ...

class MemoryHuey(Huey): ...
class SqliteHuey(Huey): ...
class PostgresHuey(Huey): ...
class FileHuey(Huey): ...
class RedisHuey(Huey): ...

def crontab(
    minute: str = "*",
    hour: str = "*",
    day: str = "*",
    month: str = "*",
    day_of_week: str = "*",
    strict: bool = False,
) -> Callable[[datetime], bool]: ...
