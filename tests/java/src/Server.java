import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The real server, for entries that run over loopback HTTP. */
final class Server implements AutoCloseable {
    final String url;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    Server(String program, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(program, "--listen", "127.0.0.1:0"));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String line = process.inputReader().readLine();
        url = line.substring(line.lastIndexOf(' ') + 1);
    }

    JsonNode ask(String method, String what, JsonNode body) {
        return send(method, "/_emulator/" + what, List.of(), body == null ? "" : body.toString());
    }

    /** Any request; each header is a list of its name and its value. */
    JsonNode send(String method, String target, Iterable<? extends Iterable<JsonNode>> headers, String body) {
        var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target)).method(method, publisher);
        for (Iterable<JsonNode> header : headers) {
            Iterator<JsonNode> parts = header.iterator();
            request.header(parts.next().asText(), parts.next().asText());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            Unexpected.ensure(answer.statusCode() / 100 == 2, method + " " + target + ": " + answer.body());
            return Json.read(answer.body());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
