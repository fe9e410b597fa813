"""The Litestar kit without a domain: rendering, forms, errors, headers, caching, languages."""
