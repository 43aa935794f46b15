/**
 * The entry wants what Java's compiler refuses: an argument of another type, or none where one must be. Such an entry
 * says that it needs `untyped_arguments`; one that does not is wrong, or telnum lacks something.
 */
final class Refused extends RuntimeException {
    Refused(String reason) {
        super("the compiler refuses it: " + reason);
    }
}
