//! How values, types, schemas and diagnostics look on the wire.
