//! When and after what pause a failed request is sent again. Pure: chance is an argument.

use std::time::Duration;

use crate::Error;
use crate::error::Fate;
use crate::request::Repeat;

/// The first pause lies between nothing and this; each following range is twice as long.
const FIRST: Duration = Duration::from_millis(500);
/// The longest pause chosen by ourselves.
const LONGEST: Duration = Duration::from_secs(30);
/// The longest pause the instance may ask for; a rate limit that lasts longer is an error.
const LONGEST_ASKED: Duration = Duration::from_secs(90);
/// Retries against an instance that has never answered: its address may be wrong.
const NEVER_HEARD: u32 = 2;

/// How often, and after which pauses.
#[derive(Clone, Copy, Debug)]
pub(super) struct RetryPolicy {
    pub(super) max_retries: u32,
}

impl RetryPolicy {
    /// The pause before the next try, or `None` if `error` stands. `tries` is the number of
    /// tries made, `heard` whether the instance has ever answered, `chance` within 0..1.
    pub(super) fn pause(
        self,
        error: &Error,
        repeat: Repeat,
        tries: u32,
        heard: bool,
        chance: f64,
    ) -> Option<Duration> {
        let limit = if heard { self.max_retries } else { self.max_retries.min(NEVER_HEARD) };
        // What was not sent failed after tries of its own.
        if tries > limit || error.is_unsent() || !may_repeat(error, repeat) {
            return None;
        }
        match error.wait() {
            Some(asked) if asked > LONGEST_ASKED => None,
            // The spread keeps requests that were refused together from coming back together.
            Some(asked) if asked.is_zero() => Some(asked),
            Some(asked) => Some(asked + FIRST.mul_f64(chance)),
            None => Some(range(tries).mul_f64(chance)),
        }
    }
}

fn range(tries: u32) -> Duration {
    FIRST.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(LONGEST)
}

fn may_repeat(error: &Error, repeat: Repeat) -> bool {
    match error.fate() {
        Fate::Untouched => true,
        Fate::Lost => matches!(repeat, Repeat::Read | Repeat::Write),
        Fate::LostSlowly | Fate::Final => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::error::Failure;

    const POLICY: RetryPolicy = RetryPolicy { max_retries: 5 };

    fn refused(status: u16) -> Error {
        Failure::Refused { status, code: None, message: "".into(), detail: "".into() }.into()
    }

    #[test]
    fn a_lost_insert_is_not_sent_again_blindly() {
        assert!(POLICY.pause(&refused(503), Repeat::OnceOnly, 1, true, 0.5).is_none());
        assert!(POLICY.pause(&refused(503), Repeat::Write, 1, true, 0.5).is_some());
        assert!(POLICY.pause(&refused(429), Repeat::OnceOnly, 1, true, 0.5).is_some());
    }

    #[test]
    fn what_was_not_sent_is_not_tried_again_here() {
        let unsent = refused(503).before_sending();
        assert!(POLICY.pause(&unsent, Repeat::Read, 1, true, 0.5).is_none());
    }

    #[test]
    fn a_final_answer_stands() {
        for status in [400, 401, 403, 404, 500] {
            assert!(POLICY.pause(&refused(status), Repeat::Read, 1, true, 0.5).is_none());
        }
        let slow = Error::new(Failure::TimedOut(Duration::from_mins(1)));
        assert!(POLICY.pause(&slow, Repeat::Read, 1, true, 0.5).is_none());
    }

    #[test]
    fn the_wish_of_the_instance_is_honoured_within_reason() {
        let asked = |seconds| refused(429).after(Some(Duration::from_secs(seconds)));
        let pause = |seconds| POLICY.pause(&asked(seconds), Repeat::Read, 1, true, 0.0);
        assert_eq!(pause(7), Some(Duration::from_secs(7)));
        assert_eq!(pause(0), Some(Duration::ZERO));
        assert_eq!(pause(3_600), None);
    }

    #[test]
    fn an_instance_never_heard_of_is_given_up_sooner() {
        let error = refused(503);
        assert!(POLICY.pause(&error, Repeat::Read, 3, true, 0.5).is_some());
        assert!(POLICY.pause(&error, Repeat::Read, 3, false, 0.5).is_none());
        assert!(POLICY.pause(&error, Repeat::Read, 6, true, 0.5).is_none());
    }

    proptest! {
        #[test]
        fn pauses_grow_within_their_cap(tries in 1_u32..=5, chance in 0.0..1.0) {
            let pause = POLICY.pause(&refused(502), Repeat::Read, tries, true, chance).unwrap();
            prop_assert!(pause <= LONGEST.min(FIRST * 2_u32.pow(tries - 1)));
            prop_assert!(range(tries) <= range(tries + 1));
        }
    }
}
