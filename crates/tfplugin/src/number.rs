//! Decimal numbers: two spellings of one number are equal, and no digit is ever lost.

use std::fmt;

use crate::Number;

/// A number taken apart: sign, significant digits without outer zeros, and the power of ten they
/// are multiplied by.
#[derive(Debug, PartialEq, Eq)]
struct Canonical {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// A text that is not a decimal number, or a float that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number")]
pub struct NotANumber;

impl Number {
    /// Reads plain or scientific decimal notation into the narrowest form that keeps every digit.
    ///
    /// # Errors
    /// When the text is anything else: empty, spaced, with separators, hexadecimal, infinite, or
    /// with an exponent beyond 64 bits.
    ///
    /// ```
    /// use tfplugin::{NotANumber, Number};
    ///
    /// assert!(matches!(Number::parse("1e3"), Ok(Number::Int(1000))));
    /// assert_eq!(Number::parse("0.10")?, Number::parse("1e-1")?);
    /// assert_eq!(Number::parse("1,000"), Err(NotANumber));
    /// # Ok::<(), NotANumber>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        if let Ok(whole) = text.parse::<i64>() {
            return Ok(Self::Int(whole));
        }
        let canonical = Canonical::parse(text).ok_or(NotANumber)?;
        if let Some(whole) = canonical.as_i64() {
            return Ok(Self::Int(whole));
        }
        match text.parse::<f64>() {
            Ok(float) if is_as_written(float, &canonical) => Ok(Self::Float(float)),
            _ => Ok(Self::Decimal(text.to_owned())),
        }
    }

    /// The number that `float` holds, to the last binary digit.
    ///
    /// # Errors
    /// For the infinities and NaN.
    ///
    /// ```
    /// use tfplugin::{NotANumber, Number};
    ///
    /// assert_eq!(Number::from_binary(0.25)?, Number::parse("0.25")?);
    /// assert_ne!(Number::from_binary(0.1)?, Number::parse("0.1")?, "no float is a tenth");
    /// assert_eq!(Number::from_binary(f64::NAN), Err(NotANumber));
    /// # Ok::<(), NotANumber>(())
    /// ```
    pub fn from_binary(float: f64) -> Result<Self, NotANumber> {
        if !float.is_finite() {
            return Err(NotANumber);
        }
        let exact = Canonical::exact(float);
        if let Some(whole) = exact.as_i64() {
            return Ok(Self::Int(whole));
        }
        Ok(if is_as_written(float, &exact) {
            Self::Float(float)
        } else {
            Self::Decimal(exact.to_string())
        })
    }

    /// The 64-bit float that holds this number exactly, if there is one.
    pub(crate) fn as_exact_float(&self) -> Option<f64> {
        let float = self.to_string().parse::<f64>().ok().filter(|float| float.is_finite())?;
        (self.canonical()? == Canonical::exact(float)).then_some(float)
    }

    /// The whole number of 64 bits this is, if it is one.
    ///
    /// ```
    /// use tfplugin::Number;
    ///
    /// assert_eq!(Number::Decimal("1e2".into()).as_i64(), Some(100));
    /// assert_eq!(Number::Float(1.5).as_i64(), None);
    /// assert_eq!(Number::Decimal("9223372036854775808".into()).as_i64(), None);
    /// ```
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Int(whole) = self { Some(*whole) } else { self.canonical()?.as_i64() }
    }

    /// All digits of a whole number beyond 64 bits, unless it is astronomic.
    pub(crate) fn as_long_whole(&self) -> Option<String> {
        let canonical = self.canonical()?;
        let is_long = (0..=400).contains(&canonical.exponent) && canonical.as_i64().is_none();
        is_long.then(|| canonical.plain())
    }

    fn canonical(&self) -> Option<Canonical> {
        Canonical::parse(&self.to_string())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(whole) => whole.fmt(f),
            Self::Float(float) => float.fmt(f),
            Self::Decimal(text) => f.write_str(text),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return a == b;
        }
        match (self.canonical(), other.canonical()) {
            (Some(a), Some(b)) => a == b,
            _ => self.to_string() == other.to_string(),
        }
    }
}

impl Canonical {
    fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = split_sign(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let scale = i64::try_from(fraction.len()).ok()?;
        Self::trimmed(negative, &digits, exponent.checked_sub(scale)?)
    }

    /// The exact decimal expansion of a finite float: no double needs more than 1074 fractional
    /// digits.
    fn exact(float: f64) -> Self {
        let written = format!("{float:.1074}");
        Self::parse(&written).unwrap_or(Self {
            negative: false,
            digits: String::new(),
            exponent: 0,
        })
    }

    fn trimmed(negative: bool, digits: &str, exponent: i64) -> Option<Self> {
        let short = digits.trim_end_matches('0');
        let cut = i64::try_from(digits.len() - short.len()).ok()?;
        let significant = short.trim_start_matches('0');
        if significant.is_empty() {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        Some(Self {
            negative,
            digits: significant.to_owned(),
            exponent: exponent.checked_add(cut)?,
        })
    }

    fn as_i64(&self) -> Option<i64> {
        if !(0..=18).contains(&self.exponent) {
            return None;
        }
        self.plain().parse().ok()
    }

    /// Without an exponent; only for small ones.
    fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        if self.digits.is_empty() {
            return "0".to_owned();
        }
        let zeros = usize::try_from(self.exponent).unwrap_or(0);
        format!("{sign}{}{}", self.digits, "0".repeat(zeros))
    }
}

impl fmt::Display for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        write!(f, "{sign}{digits}e{}", self.exponent)
    }
}

/// Whether `float` holds exactly `number`, and is also written with all its digits.
fn is_as_written(float: f64, number: &Canonical) -> bool {
    float.is_finite()
        && Canonical::parse(&float.to_string()).as_ref() == Some(number)
        && Canonical::exact(float) == *number
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_number_are_equal() {
        for (a, b) in
            [("1", "1.0"), ("1e2", "100"), ("-0", "0"), ("0.50", "5e-1"), ("1e400", "10e399")]
        {
            assert_eq!(Number::parse(a).unwrap(), Number::parse(b).unwrap(), "{a} {b}");
        }
        assert_ne!(Number::parse("0.1").unwrap(), Number::parse("0.1000000000000000055").unwrap());
        assert_ne!(Number::parse("-1").unwrap(), Number::parse("1").unwrap());
    }

    #[test]
    fn the_narrowest_form_is_chosen() {
        assert!(matches!(Number::parse("1e3").unwrap(), Number::Int(1000)));
        assert!(matches!(Number::parse("0.5").unwrap(), Number::Float(_)));
        assert!(matches!(Number::parse("0.1").unwrap(), Number::Decimal(_)));
        assert!(matches!(Number::parse("18446744073709551617").unwrap(), Number::Decimal(_)));
        assert!(matches!(Number::parse("9223372036854775807").unwrap(), Number::Int(i64::MAX)));
    }

    #[test]
    fn a_whole_number_beyond_64_bits_has_all_its_digits() {
        let long = |number: Number| number.as_long_whole();
        let two_to_the_63 = Number::from_binary(9_223_372_036_854_775_808.0).unwrap();
        assert_eq!(long(two_to_the_63).as_deref(), Some("9223372036854775808"));
        assert_eq!(long(Number::parse("1e20").unwrap()).unwrap(), format!("1{}", "0".repeat(20)));
        for other in ["7", "0.5", "1e401", "9223372036854775807"] {
            assert_eq!(long(Number::parse(other).unwrap()), None, "{other}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "-", ".", "1.2.3", "0x10", "NaN", "inf", "1e", "1e99999999999999999999", " 1"]
        {
            assert_eq!(Number::parse(text).unwrap_err(), NotANumber, "{text}");
        }
        assert!(Number::from_binary(f64::NAN).is_err());
        assert!(Number::from_binary(f64::INFINITY).is_err());
    }

    #[test]
    fn a_float_that_is_not_as_written_keeps_its_binary_digits() {
        let tenth = Number::from_binary(0.1).unwrap();
        assert!(matches!(tenth, Number::Decimal(_)));
        assert_ne!(tenth, Number::parse("0.1").unwrap());
        assert!(matches!(Number::from_binary(0.25).unwrap(), Number::Float(_)));
    }

    proptest! {
        #[test]
        fn a_whole_number_survives(n in any::<i64>()) {
            prop_assert_eq!(Number::parse(&n.to_string()).unwrap().as_i64(), Some(n));
        }

        #[test]
        fn a_float_is_the_same_number_read_back(f in proptest::num::f64::NORMAL) {
            let number = Number::from_binary(f).unwrap();
            let text = number.to_string();
            prop_assert_eq!(text.parse::<f64>().unwrap().to_bits(), f.to_bits());
        }
    }
}
