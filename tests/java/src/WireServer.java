import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bare server that tells which requests came, and when a connection ended. It answers with `answer`, or not at all. */
final class WireServer implements AutoCloseable {
    final String url;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final String answer;

    WireServer(String answer) throws IOException {
        this.answer = answer;
        url = "http://127.0.0.1:" + listener.getLocalPort();
        daemon(this::accept);
    }

    /** The next request's first line, or `end` where the client hung up; null where neither comes. */
    String next() throws InterruptedException {
        return seen.poll(5, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            StringBuilder head = new StringBuilder();
            for (int read; (read = socket.getInputStream().read()) >= 0; ) {
                head.append((char) read);
                if (head.indexOf("\r\n\r\n") < 0) continue;
                seen.add(head.substring(0, head.indexOf("\r\n")));
                head.setLength(0);
                if (answer != null) {
                    String whole = "HTTP/1.1 200 OK\r\ncontent-length: " + answer.length() + "\r\n\r\n" + answer;
                    socket.getOutputStream().write(whole.getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException reset) {
            // An end all the same.
        }
        seen.add("end");
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
