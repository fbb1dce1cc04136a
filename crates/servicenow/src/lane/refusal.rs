//! Why there is no elevated session.

/// Why the instance gave no session with the elevated roles asked for. `Display` is a clause whose
/// subject is the instance or the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ElevationRefusal {
    /// `/login.do` leads to single sign-on, or shows no form.
    #[error("the instance's sign-in page has no form for a user name and a password")]
    NoForm,
    /// The form was sent and nobody is signed in: a wrong password, a user who is locked out or
    /// inactive, or one who may use web services only.
    #[error("the sign-in form did not let the user in")]
    NotLetIn,
    /// The form leads on to a page that asks for a code.
    #[error("the sign-in asks for a second factor")]
    SecondFactor,
    /// A request with an OAuth token was answered without a session.
    #[error("the instance opened no session for an OAuth token")]
    NoSession,
    /// The endpoint that elevates is not there, or refuses the user.
    #[error("the instance does not let the user ask for elevated roles")]
    NotOffered,
    /// The user may elevate, but not to this role.
    #[error("the user may not elevate to the role {role}")]
    RoleNotOffered {
        /// The role asked for.
        role: String,
    },
    /// The instance took the request, and the session does not have the role.
    #[error("the session was not given the role {role}")]
    NotKept {
        /// The role asked for.
        role: String,
    },
}
