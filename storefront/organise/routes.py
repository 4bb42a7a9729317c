"""All screens of the organiser's desk on one blueprint."""

from storefront.organise import showcases
from storefront.organise.desk import blueprint

__all__ = ["blueprint", "showcases"]
