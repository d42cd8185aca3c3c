//! A handler's type holds the types of its arguments and of its answer; the same shape by which axum calls it lets it be described.

use super::{Answer, Argument, Draft};
use std::future::Future;

/// A handler that says what it takes and gives. `T` is what axum tells handlers apart by.
pub trait Described<T> {
    /// Writes it down.
    fn describe(draft: &mut Draft<'_>);
}

impl<F, G, R> Described<((),)> for F
where
    F: FnOnce() -> G,
    G: Future<Output = R>,
    R: Answer,
{
    fn describe(draft: &mut Draft<'_>) {
        R::describe(draft);
    }
}

macro_rules! described {
    ($($argument:ident)+) => {
        impl<F, G, R, M, $($argument,)+> Described<(M, $($argument,)+)> for F
        where
            F: FnOnce($($argument),+) -> G,
            G: Future<Output = R>,
            R: Answer,
            $($argument: Argument,)+
        {
            fn describe(draft: &mut Draft<'_>) {
                $($argument::describe(draft);)+
                R::describe(draft);
            }
        }
    };
}

described!(A);
described!(A B);
described!(A B C);
described!(A B C D);
described!(A B C D E);
described!(A B C D E H);
described!(A B C D E H I);
described!(A B C D E H I J);
