"""The application, for `flask --app app` and any WSGI server."""

from storefront import create_app

app = create_app()
