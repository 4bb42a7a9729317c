"""Numbers for Prometheus: requests by endpoint and status, their time, orders placed.

A process counts for itself. Where one machine runs several workers they share a folder, and the
answer of any of them is the sum of all (prometheus_client's multiprocess mode, which has no
figures about the processes themselves); several machines are scraped one by one. This module is
imported when the first app is created, because prometheus_client chooses its mode on import.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

from flask import Response, g, request
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from storefront.database import db
from storefront.machines.shared_counts import FOLDER_VARIABLE
from storefront.ordering.models import Order, Purchase

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
METHODS = ("GET", "HEAD", "OPTIONS", "POST")
NOWHERE = "none"

disable_created_metrics()  # type: ignore[no-untyped-call]
own = CollectorRegistry()
answered = Counter(
    "storefront_requests", "Requests answered.", ("endpoint", "method", "status"), registry=own
)
took = Histogram(
    "storefront_request_seconds",
    "Time to answer a request.",
    ("endpoint",),
    buckets=BUCKETS,
    registry=own,
)


def count(response: Response) -> Response:
    """Count an answered request and the time it took."""
    endpoint = request.endpoint or NOWHERE
    method = request.method if request.method in METHODS else "other"
    answered.labels(endpoint, method, str(response.status_code)).inc()
    if "began" in g:
        took.labels(endpoint).observe(time.perf_counter() - g.began)
    return response


def exposition() -> bytes:
    """Return all numbers in Prometheus's text format."""
    if FOLDER_VARIABLE not in os.environ:
        return generate_latest(own) + generate_latest(_stored())
    together = _stored()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return generate_latest(together)


def _stored() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Stored())
    return registry


class Stored(Collector):
    """Count what the database holds, when asked."""

    def collect(self) -> Iterator[Metric]:
        """Yield the numbers of purchases and orders, and whether the database answered."""
        try:
            purchases = db.session.scalar(select(func.count(Purchase.id))) or 0
            orders = db.session.scalar(select(func.count(Order.id))) or 0
        except SQLAlchemyError:
            db.session.rollback()
            yield _gauge("storefront_database_up", "Whether the database answers.", 0)
            return
        yield _gauge("storefront_database_up", "Whether the database answers.", 1)
        yield _counter("storefront_purchases_placed", "Purchases, one per checkout.", purchases)
        yield _counter("storefront_orders_placed", "Orders, one per maker of a purchase.", orders)


def _gauge(name: str, told: str, value: int) -> Metric:
    return GaugeMetricFamily(name, told, value=value)


def _counter(name: str, told: str, value: int) -> Metric:
    return CounterMetricFamily(name, told, value=value)
