// Signing in: a name for the log of decisions, and the admin token.

interface SignInProps {
  readonly onSignIn: (name: string, token: string) => void;
}

export function SignIn({ onSignIn }: SignInProps) {
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onSignIn(String(data.get('name')), String(data.get('token')));
  };
  return (
    <form class="sign-in" onSubmit={submit}>
      <h1>Showhow collector</h1>
      <label>
        Your name, for the log of decisions
        <input name="name" required maxLength={100} autocomplete="name" />
      </label>
      <label>
        Admin token
        <input name="token" type="password" required autocomplete="current-password" />
      </label>
      <button type="submit" class="main">
        Sign in
      </button>
    </form>
  );
}
