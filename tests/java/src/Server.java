import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The real server, for entries that run over loopback HTTP. */
final class Server implements AutoCloseable {
    final String url;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    Server(String program) throws IOException {
        process = new ProcessBuilder(program, "--listen", "127.0.0.1:0").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String line = process.inputReader().readLine();
        url = line.substring(line.lastIndexOf(' ') + 1);
    }

    JsonNode ask(String method, String what, JsonNode body) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/_emulator/" + what)).method(method, publisher).build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            Unexpected.ensure(answer.statusCode() == 200, method + " " + what + ": " + answer.body());
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
