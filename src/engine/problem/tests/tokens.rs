//! The sentences about tokens, for the golden file.

use std::sync::Arc;

use servicenow::{Client, Error, Grant, InstanceUrlError, UnusableKey};

use super::Golden;
use crate::engine::model::Access;
use crate::engine::problem::{Attempt, Caller, Failure, Problem, TokenProblem};

/// All of them; the failures are those of requests.
pub(super) fn all(golden: &mut Golden, failures: &[(&'static str, Client, Error)]) {
    let grants = || vec!["client_credentials", "password", "refresh_token", "jwt_bearer"];
    let (asked, granted) = ("tables users".to_owned(), "tables".to_owned());
    let all = [
        TokenProblem::NeedsAPerson(grants()),
        TokenProblem::UnknownGrant(grants()),
        TokenProblem::Lacking("client_secret", "client_credentials"),
        TokenProblem::OtherGrant("username", "jwt_bearer", vec!["password"]),
        TokenProblem::TwoEndpoints,
        TokenProblem::NoAddress("token_url", InstanceUrlError::HttpBeyondLoopback),
        TokenProblem::CannotSign(UnusableKey::NotAKey),
        TokenProblem::UnknownAlgorithm(vec!["RS256", "ES256"]),
        TokenProblem::NoLifetime,
        TokenProblem::NotRevocable,
        TokenProblem::OtherScope { asked, granted },
        TokenProblem::OnlyBasic,
        TokenProblem::OnlyCertificate,
    ];
    for problem in all {
        golden.add("token", &Problem::Token(problem));
    }
    let refused = failures.iter().find(|(_, _, error)| error.is_token_refused()).unwrap();
    let asleep = failures.iter().find(|(_, _, error)| error.is_hibernating()).unwrap();
    let grant = Grant::ClientCredentials;
    for (title, attempt, grant, (_, client, error)) in [
        ("token not given", Attempt::FetchToken, Some(&grant), refused),
        ("token not revoked", Attempt::RevokeToken, None, asleep),
        ("token not handed out", Attempt::HandOut, Some(&grant), refused),
    ] {
        let caller = Arc::new(Caller::of_endpoint(client.instance().host(), grant));
        let failure = Failure {
            table: "".into(),
            access: Access::Read,
            needs_elevation: false,
            is_explained: false,
            double: None,
            caller,
            error: error.clone(),
        };
        golden.add(title, &Problem::Failed(attempt, failure));
    }
}
