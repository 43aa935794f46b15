/** What fails by throwing. */
interface Test {
    void run() throws Exception;
}
