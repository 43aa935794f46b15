import dev.telnum.java.ClientBuilder;
import dev.telnum.java.DialogTechClient;
import dev.telnum.java.DidwwClient;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A carrier's client: how it is made, and the keys it has at the emulator's server. */
enum Carrier {
    IDT(
        IdtExpressClient::builder, Emulator::idtExpress, Map.of("api_key", "emulator-key", "api_secret", "emulator-secret")
    ),
    DT(
        DialogTechClient::builder, Emulator::dialogTech,
        Map.of("access_key", "emulator-access-key", "secret_access_key", "emulator-secret-access-key")
    ),
    DW(DidwwClient::builder, Emulator::didww, Map.of("api_key", "emulator-key"));

    final Supplier<ClientBuilder<?>> builder;
    final Function<Emulator, ClientBuilder<?>> emulated;
    final Map<String, String> keys;

    Carrier(Supplier<ClientBuilder<?>> builder, Function<Emulator, ClientBuilder<?>> emulated, Map<String, String> keys) {
        this.builder = builder;
        this.emulated = emulated;
        this.keys = keys;
    }

    /** The carrier with which an entry's name begins. */
    static Carrier of(String entry) {
        return valueOf(entry.substring(0, entry.indexOf('-')).toUpperCase());
    }
}
