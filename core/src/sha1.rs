//! SHA-1, and HMAC by it: the carrier signs callbacks so, and the journal's file has it as checksum. The crates `sha1` and
//! `hmac` unroll it for a speed that nothing here needs, and are 3 kB more of the core that a browser loads.

const BLOCK: usize = 64;

/// The SHA-1 of these parts, one after another. (FIPS 180-4)
pub(crate) fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    let mut text = parts.concat();
    let bits = (text.len() as u64).wrapping_mul(8);
    text.push(0x80);
    while text.len() % BLOCK != BLOCK - 8 {
        text.push(0);
    }
    text.extend(bits.to_be_bytes());
    let mut sum = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in text.chunks_exact(BLOCK) {
        add(&mut sum, block);
    }
    let mut bytes = [0; 20];
    for (part, word) in bytes.chunks_exact_mut(4).zip(sum) {
        part.copy_from_slice(&word.to_be_bytes());
    }
    bytes
}

fn add(sum: &mut [u32; 5], block: &[u8]) {
    // The sixteen latest words of the schedule; the oldest is the first.
    let mut words = [0; 16];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| word << 8 | u32::from(*byte));
    }
    let [mut a, mut b, mut c, mut d, mut e] = *sum;
    for round in 0..80 {
        let (mixed, constant) = match round {
            0..20 => (b & c | !b & d, 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => (b & c | b & d | c & d, 0x8f1b_bcdc_u32),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let [first, _, third, .., ninth, _, _, _, _, fourteenth, _, _] = words;
        let next = (first ^ third ^ ninth ^ fourteenth).rotate_left(1);
        let sum = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e);
        let sum = sum.wrapping_add(constant).wrapping_add(first);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        words.rotate_left(1);
        if let Some(last) = words.last_mut() {
            *last = next;
        }
    }
    for (word, more) in sum.iter_mut().zip([a, b, c, d, e]) {
        *word = word.wrapping_add(more);
    }
}

/// The HMAC-SHA1 of a text. (RFC 2104)
pub(crate) fn hmac(key: &[u8], text: &[u8]) -> [u8; 20] {
    let hashed = sha1(&[key]);
    let key = if key.len() > BLOCK { hashed.as_slice() } else { key };
    let padded = |with: u8| {
        let mut block = [with; BLOCK];
        for (byte, given) in block.iter_mut().zip(key) {
            *byte ^= given;
        }
        block
    };
    sha1(&[&padded(0x5c), &sha1(&[&padded(0x36), text])])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|it| format!("{it:02x}")).collect()
    }

    #[test]
    fn sums_are_those_of_the_standard() {
        let of = |text: &[u8]| hex(&sha1(&[text]));
        assert_eq!(of(b""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_eq!(of(b"abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
        let two_blocks = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        assert_eq!(of(two_blocks), "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_eq!(of(&vec![b'a'; 1_000_000]), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
        assert_eq!(sha1(&[b"a", b"", b"bc"]), sha1(&[b"abc"]));
        // Every length around a block's end.
        let sums: Vec<_> = (0..130).map(|it| of(&vec![b'x'; it])).collect();
        assert_eq!(sums[55], "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
        assert_eq!(sums[64], "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
    }

    /// RFC 2202.
    #[test]
    fn signatures_are_those_of_the_standard() {
        let of = |key: &[u8], text: &[u8]| hex(&hmac(key, text));
        assert_eq!(of(&[0x0b; 20], b"Hi There"), "b617318655057264e28bc0b6fb378c8ef146be00");
        let said = of(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(said, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        let said = of(&[0xaa; 80], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(said, "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    }
}
