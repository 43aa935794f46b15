/** Something is not as it should be. */
final class Unexpected extends RuntimeException {
    Unexpected(String text) {
        super(text);
    }

    static void ensure(boolean holds, String otherwise) {
        if (!holds) throw new Unexpected(otherwise);
    }
}
