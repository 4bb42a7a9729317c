"""Charts drawn on the server: data in, places of bars and words out.

The markup is in `templates/charts`, the look in `css/chart`; nothing here knows a page or a table
of the database.
"""
