import dev.telnum.TelnumException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** How a call ended: with a value, or with what a caller may expect. */
record End(Came came, RuntimeException error) {
    static End of(Callable<Came> call) throws Exception {
        try {
            return new End(call.call(), null);
        } catch (TelnumException | CancellationException error) {
            return new End(null, error);
        }
    }
}
