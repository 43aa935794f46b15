import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.util.Objects;

/** What tests expect. */
final class Check {
    private Check() {}

    static void equal(Object wanted, Object found) {
        Unexpected.ensure(Objects.equals(wanted, found), "it is " + found + ", not " + wanted);
    }

    static void holds(boolean holds, Object shown) {
        Unexpected.ensure(holds, String.valueOf(shown));
    }

    /** What the call throws, which is of this class. */
    static <E extends Throwable> E fails(Class<E> wanted, Test call) {
        try {
            call.run();
        } catch (Throwable thrown) {
            if (wanted.isInstance(thrown)) return wanted.cast(thrown);
            throw new Unexpected("it throws " + thrown + ", not a " + wanted.getSimpleName());
        }
        throw new Unexpected("it throws nothing, not a " + wanted.getSimpleName());
    }

    interface Emulated {
        void test(Emulator emulator, IdtExpressClient client) throws Exception;
    }

    static Test emulated(Emulated test) {
        return () -> {
            try (var emulator = new Emulator(7); var client = emulator.idtExpress().maxRetries(0).build()) {
                test.test(emulator, client);
            }
        };
    }
}
