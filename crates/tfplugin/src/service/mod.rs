//! The provider service: decode, call the author, encode; one file per call or small group of calls.
