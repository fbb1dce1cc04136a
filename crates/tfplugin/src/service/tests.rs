//! The service as a whole.
