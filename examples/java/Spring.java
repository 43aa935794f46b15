import dev.telnum.Attempt;
import dev.telnum.IdtOrder;
import dev.telnum.IdtOrderedNumber;
import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Repository;
import org.springframework.stereotype.Service;

/** telnum in a Spring application: one client as a bean, and a service that keeps each attempt before it is placed. */
public class Spring {
    @Configuration(proxyBeanMethods = false)
    static class Telephony {
        // Spring closes both at its end. For the carrier: IdtExpressClient.builder().apiKey(…).apiSecret(…).build()
        @Bean
        Emulator emulator() {
            return new Emulator(7);
        }

        @Bean
        IdtExpressClient idtExpress(Emulator emulator) {
            return emulator.idtExpress().build();
        }
    }

    /** A table of yours: what is written here outlives the program. */
    @Repository
    static class Attempts {
        private final List<String> rows = new ArrayList<>();

        void keep(Attempt attempt) {
            rows.add(attempt.toJson());
            System.out.println("order " + attempt.getId() + " is kept before it is placed");
        }
    }

    @Service
    static class Numbers {
        private final IdtExpressClient client;
        private final Attempts attempts;

        Numbers(IdtExpressClient client, Attempts attempts) {
            this.client = client;
            this.attempts = attempts;
        }

        /** Never retry this: TelnumException.OutcomeUnknown says that the numbers may have been bought. */
        List<String> buy(String country, int quantity) throws TelnumException.OutcomeUnknown {
            Attempt attempt = client.prepareOrder(client.listDidGroups(country).get(0).getId(), quantity);
            attempts.keep(attempt);
            IdtOrder order = client.waitForOrder(client.place(attempt).getId());
            return order.getOrderItems().stream()
                .flatMap(item -> item.getNumbers().stream()).map(IdtOrderedNumber::getNumber).toList();
        }
    }

    public static void main(String[] arguments) {
        try (var context = new AnnotationConfigApplicationContext(Telephony.class, Attempts.class, Numbers.class)) {
            List<String> numbers = context.getBean(Numbers.class).buy("BR", 2);
            System.out.println(numbers.size() + " numbers: " + String.join(", ", numbers));
        }
    }
}
