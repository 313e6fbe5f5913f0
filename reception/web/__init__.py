"""HTTP: one package an audience. A view loads, validates, calls one service and redirects."""
