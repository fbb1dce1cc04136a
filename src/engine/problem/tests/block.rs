//! The sentences about the provider block, for the golden file.

use std::io::ErrorKind;

use servicenow::{InstanceUrl, UnusableKey, UnusableTransport};

use super::Golden;
use crate::engine::problem::{BlockProblem, Expected, Origin, Problem};

/// All of them, each about an argument it may be about.
pub(super) fn all(golden: &mut Golden) {
    of_values(golden);
    let host = "dev1.example".to_owned();
    let address = InstanceUrl::parse("http://dev1.example").unwrap_err();
    let basic = "Basic (username, password)";
    let key = || "X-Key".to_owned();
    let all = [
        ("instance_url", BlockProblem::NoInstance),
        ("instance_url", BlockProblem::NamedTwice("instance")),
        ("instance_url", BlockProblem::NoAddress(address)),
        ("instance", BlockProblem::NoAddress(InstanceUrl::from_name("a.example").unwrap_err())),
        ("instance_aliases", BlockProblem::NamesNone),
        ("allowed_instances", BlockProblem::NotAllowed(host, vec!["dev2".into(), "dev3".into()])),
        ("", BlockProblem::NoWay),
        ("oauth", BlockProblem::TwoWays(basic, "OAuth (oauth)")),
        ("oauth.client_id", BlockProblem::Lacking("The password grant")),
        ("oauth.scope", BlockProblem::OtherGrant("The password grant", vec!["a", "b"])),
        ("oauth.jwt.private_key", BlockProblem::CannotSign(UnusableKey::NotAKey)),
        ("client_key", BlockProblem::HalfAPair("client_certificate")),
        ("proxy_url", BlockProblem::Unusable(UnusableTransport::NoProxy)),
        ("insecure", BlockProblem::Insecure),
        ("headers", BlockProblem::NoHeaders),
        ("headers", BlockProblem::NoHeader(key(), UnusableTransport::OwnHeader)),
        ("headers", BlockProblem::NoHeader(key(), UnusableTransport::NoHeader)),
        ("ca_certificate", BlockProblem::Unreadable(ErrorKind::NotFound)),
        ("access_token", BlockProblem::LineBreak { at_its_end: true }),
        ("password", BlockProblem::LineBreak { at_its_end: false }),
        ("api_key", BlockProblem::NoHeaderText),
        ("client_key", BlockProblem::NoFile),
        ("ca_certificate", BlockProblem::LargeFile),
        ("elevate_roles", BlockProblem::NoRole),
        ("", BlockProblem::NoClient("<what is wrong>".into())),
    ];
    for (argument, problem) in all {
        golden.add("block", &Problem::Block(Origin::Block, argument, problem));
    }
    let (twice, two) = (BlockProblem::NamedTwice("instance"), BlockProblem::TwoWays(basic, "b"));
    for (argument, problem) in [("instance_url", twice), ("api_key", two)] {
        golden.add("environment", &Problem::Block(Origin::Environment, argument, problem));
    }
}

fn of_values(golden: &mut Golden) {
    let all = [
        ("request_timeout", "soon", Expected::Duration),
        ("requests_per_second", "0", Expected::Rate),
        ("max_retries", "-1", Expected::Count(0..=100)),
        ("read_only", "maybe", Expected::Flag),
        ("update_set", "", Expected::Name),
        ("oauth.grant_type", "c", Expected::Grant(vec!["a", "b"])),
        ("oauth.jwt.algorithm", "c", Expected::Algorithm(vec!["a", "b"])),
        ("check", "always", Expected::Moment(vec!["on_configure", "never"])),
    ];
    for (argument, text, expected) in all {
        let problem = BlockProblem::NotAsExpected(text.into(), expected);
        golden.add("value", &Problem::Block(Origin::Environment, argument, problem));
    }
}
