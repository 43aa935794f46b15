//! How many retries a client may spend while nothing succeeds.

/// Tokens for retries, shared by all calls of a client: a carrier that is down is not asked three times
/// by everyone.
#[derive(Debug)]
pub(crate) struct RetryBudget {
    tokens: u32,
    most: u32,
}

impl RetryBudget {
    /// Enough for ten retries without a success, and never less than one call may use.
    pub(crate) fn for_retries(max_retries: u32) -> Self {
        let most = max_retries.max(10).saturating_mul(A_RETRY);
        Self { tokens: most, most }
    }

    /// Pays for one retry, if there is enough.
    pub(crate) fn take(&mut self) -> bool {
        let left = self.tokens.checked_sub(A_RETRY);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    /// A success gives back what its last retry cost, and a little when it needed none.
    pub(crate) fn succeeded(&mut self, attempts: u32) {
        let earned = if attempts > 1 { A_RETRY } else { A_SUCCESS };
        self.tokens = self.tokens.saturating_add(earned).min(self.most);
    }
}

const A_RETRY: u32 = 10;
const A_SUCCESS: u32 = 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_retries_then_none_until_something_succeeds() {
        let mut budget = RetryBudget::for_retries(2);
        assert_eq!((0..20).filter(|_| budget.take()).count(), 10);
        budget.succeeded(1);
        assert!(!budget.take());
        budget.succeeded(2);
        assert!(budget.take());
        assert!(!budget.take());
    }

    #[test]
    fn one_call_can_always_use_its_own() {
        let mut budget = RetryBudget::for_retries(30);
        assert_eq!((0..99).filter(|_| budget.take()).count(), 30);
    }

    #[test]
    fn successes_never_fill_it_beyond_the_brim() {
        let mut budget = RetryBudget::for_retries(0);
        (0..500).for_each(|_| budget.succeeded(1));
        assert_eq!((0..20).filter(|_| budget.take()).count(), 10);
    }
}
